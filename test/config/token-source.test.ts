import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import type {Connection} from '../../source/config/config.ts';
import {serveToken} from '../../source/config/serve-token.ts';
import {openTokenSource, type TokenSourceOptions} from '../../source/config/token-source.ts';
import type {TokenOrigin} from '../../source/config/token.ts';
import {complaintOf} from '../helpers/complaint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'token-source-'));
after(() => {
	rmSync(folder, {recursive: true});
});

const file = path.join(folder, 'token');
const keep = (token: string) => {
	writeFileSync(file, token);
	chmodSync(file, 0o600);
};

const connect = (tokenFrom: TokenOrigin | undefined, url = 'https://a.example'): Connection => ({kind: 'url', name: undefined, url, tokenFrom, isInsecure: false, timeout: 10_000});
const open = (tokenFrom: TokenOrigin | undefined, options: Partial<TokenSourceOptions> = {}) => openTokenSource(connect(tokenFrom), {env: {}, ...options});
const fromFile = {kind: 'file', setting: '--token-file', file} as const;

describe('a source of tokens', () => {
	it('gives the token of the environment, and no other one', async () => {
		using source = open({kind: 'environment', setting: 'SYNC_TUI_TOKEN'}, {env: {SYNC_TUI_TOKEN: ' hunter2 '}});
		assert.equal(await source.current(), 'hunter2');
		assert.equal(await source.renew(), false);
	});

	it('has none for the demo, and for a connection without one', async () => {
		using demo = openTokenSource({kind: 'demo', isAsked: true, demo: {speed: 1, seed: undefined}}, {env: {SYNC_TUI_TOKEN: 'hunter2'}});
		using none = open(undefined, {env: {SYNC_TUI_TOKEN: 'hunter2'}});
		assert.deepEqual([await demo.current(), await none.current()], [undefined, undefined]);
		assert.deepEqual([await demo.renew(), await none.renew()], [false, false]);
	});

	it('reads a file once, and again when the token was refused: at most once a minute', async () => {
		const time = {now: 0};
		keep('first');
		using source = open(fromFile, {clock: () => time.now});
		assert.equal(await source.current(), 'first');
		keep('second');
		assert.equal(await source.current(), 'first');
		time.now = 59_999;
		assert.equal(await source.renew(), false);
		time.now = 60_000;
		assert.deepEqual(await Promise.all([source.renew(), source.renew()]), [true, true]);
		assert.equal(await source.current(), 'second');
		keep('third');
		assert.equal(await source.renew(), false);
		time.now = 120_000;
		assert.equal(await source.renew(), true);
		time.now = 180_000;
		// It is the same as before: there is no use in another try.
		assert.equal(await source.renew(), false);
	});

	it('keeps the old token where no new one can be had', async () => {
		const time = {now: 0};
		keep('first');
		using source = open(fromFile, {clock: () => time.now});
		await source.current();
		rmSync(file);
		time.now = 60_000;
		assert.equal(await source.renew(), false);
		assert.equal(await source.current(), 'first');
	});

	it('tries again for who asks again, where the first try failed', async () => {
		rmSync(file, {force: true});
		using source = open(fromFile);
		assert.match(await complaintOf(async () => source.current()), /names no file/v);
		keep('late');
		assert.equal(await source.current(), 'late');
	});

	it('runs a program, and ends it with itself', async () => {
		const command = ['/bin/sh', '-c', 'echo $1', 'sh', 'hunter2'] as const;
		using source = open({kind: 'command', setting: 'tokenCommand', command: [...command]});
		assert.equal(await source.current(), 'hunter2');
		const slow = open({kind: 'command', setting: 'tokenCommand', command: ['/bin/sleep', '30']});
		const asked = complaintOf(async () => slow.current());
		slow[Symbol.dispose]();
		assert.equal(await asked, 'tokenCommand: sleep was called off.');
	});

	it('gives none to a localhost that is another machine', async () => {
		const lookup = async () => [{address: '127.0.0.1'}, {address: '203.0.113.5'}];
		const env = {SYNC_TUI_TOKEN: 'hunter2'};
		const at = (url: string, given = lookup) => openTokenSource(connect({kind: 'environment', setting: 'SYNC_TUI_TOKEN'}, url), {env, lookup: given});
		assert.match(await complaintOf(async () => at('http://localhost:8484').current()), /^localhost is 203\.0\.113\.5 here, which is another machine: the token would travel there unencrypted/v);
		assert.match(await complaintOf(async () => at('http://localhost/v').current()), /^localhost is 203/v);
		assert.equal(await at('https://localhost').current(), 'hunter2');
		assert.equal(await at('http://localhost', async () => [{address: '::1'}, {address: '127.0.0.2'}]).current(), 'hunter2');
		assert.equal(await openTokenSource(connect({kind: 'environment', setting: 'SYNC_TUI_TOKEN'}, 'http://localhost'), {env}).current(), 'hunter2');
	});
});

describe('the token of a server', () => {
	it('comes from a file that is named, else from the environment', async () => {
		keep('hunter2');
		assert.equal(await serveToken(file, {SYNC_TUI_TOKEN: 'other'}), 'hunter2');
		assert.equal(await serveToken(undefined, {SYNC_TUI_TOKEN_FILE: file}), 'hunter2');
		assert.equal(await serveToken(undefined, {SYNC_TUI_TOKEN: 'other'}), 'other');
		assert.equal(await serveToken(undefined, {SYNC_TUI_TOKEN: ''}), undefined);
		assert.match(await complaintOf(async () => serveToken(undefined, {SYNC_TUI_TOKEN: 'a', SYNC_TUI_TOKEN_FILE: file})), /two sources/v);
	});
});
