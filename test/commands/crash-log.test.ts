import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {appendCrash, crashMessage, describeCrash} from '../../source/commands/crash-log.ts';

const at = (error: unknown, ...secrets: readonly string[]) => describeCrash({error, version: '1.2.3', now: Date.parse('2026-11-22T13:07:21Z'), secrets});

describe('the description of a crash', () => {
	it('begins with the time in UTC and the version', () => {
		assert.match(at(new Error('x')), /^--- 2026-11-22T13:07:21\.000Z sync-tui 1\.2\.3 \(Node \d+\.[^\n]+\)\nError: x\n {4}at /v);
	});

	it('has the stacks of all causes, also where they go round in a circle', () => {
		const first = new TypeError('first');
		const last = new Error('last', {cause: new Error('between', {cause: first})});
		Object.defineProperty(first, 'cause', {value: last});
		assert.match(at(last), /\nError: last\n {4}at [\s\S]+\ncaused by: Error: between\n {4}at [\s\S]+\ncaused by: TypeError: first\n {4}at /v);
		assert.equal(at(last).match(/caused by/gv)?.length, 2);
	});

	it('says what was thrown, though it be no error', () => {
		assert.match(at('a word'), /\na word\n$/v);
		assert.match(at(undefined), /\nundefined\n$/v);
	});

	it('never has a token, wherever it stands', () => {
		const error = new Error('authorization: bearer abc.def~1, SYNC_TUI_TOKEN=s3cret', {cause: new Error('{"authorization":"Bearer xyz"}')});
		const text = at(error, 's3cret', '');
		assert.doesNotMatch(text, /s3cret|abc|def~1|xyz/v);
		assert.equal(crashMessage({error, secrets: ['s3cret']}), 'Error: authorization: bearer [secret] SYNC_TUI_TOKEN=[secret]');
	});

	it('lets nothing command a terminal', () => {
		assert.match(at(new Error('a\u{1B}]0;title\u{7}b\u{202E}c')), /\nError: a␛\]0;title␇b[^\u{202E}]*c\n/v);
	});

	it('is of 32 KiB or a little more, whatever was thrown', () => {
		assert.ok(at(new Error('x'.repeat(1_000_000))).length < 33_000);
		assert.equal(crashMessage({error: new Error('y'.repeat(10_000)), secrets: []}).length, 500);
	});
});

describe('the log of crashes', () => {
	let folder: string;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-crash-'));
	});

	after(async () => {
		await rm(folder, {recursive: true});
	});

	const permissions = async (file: string) => ((await stat(file)).mode & 0o777).toString(8); // eslint-disable-line no-bitwise -- the permissions are bits

	it('is for its owner alone, in a folder that is, and grows', async () => {
		const state = path.join(folder, 'state', 'sync-tui');
		await mkdir(state, {recursive: true, mode: 0o755});
		const file = appendCrash(state, '--- one\n');
		assert.equal(appendCrash(state, '--- two\n'), file);
		assert.equal(await readFile(file, 'utf8'), '--- one\n--- two\n');
		assert.deepEqual([await permissions(file), await permissions(state)], ['600', '700']);
	});

	it('lets go of the older half where it is larger than 256 KiB, between two crashes', async () => {
		const state = path.join(folder, 'large');
		for (let crash = 0; crash < 30; crash++) {
			appendCrash(state, `--- ${crash}\n${'é'.repeat(5000)}\n`);
		}

		const text = await readFile(path.join(state, 'crash.log'), 'utf8');
		assert.ok(Buffer.byteLength(text) <= 256 * 1024);
		assert.match(text, /^--- \d+\né/v);
		assert.match(text, /\n--- 29\né+\n$/v);
		assert.deepEqual(await readdir(state), ['crash.log']);
		assert.equal(await permissions(path.join(state, 'crash.log')), '600');
	});

	it('writes through no link', async () => {
		const state = path.join(folder, 'linked');
		await mkdir(state);
		await writeFile(path.join(folder, 'theirs'), '');
		await symlink(path.join(folder, 'theirs'), path.join(state, 'crash.log'));
		assert.throws(() => appendCrash(state, '--- one\n'), {code: 'ELOOP'});
		assert.equal(await readFile(path.join(folder, 'theirs'), 'utf8'), '');
	});
});
