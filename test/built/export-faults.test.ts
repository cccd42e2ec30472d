/* eslint-disable node-test/no-skip-test -- most people may mount nothing, and there is no other disk that is full when asked */

/** Exports to which the worst happens: a kill, a full disk, a folder that can't be written, a server that dies. */
import {type Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {fork, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, readFile, watch} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, test} from 'node:test';
import {parse} from 'csv-parse/sync';
import {exportErrors, type ExportOptions} from '../../source/client/export/export-errors.ts';
import {linesOf, openDesk, type Desk} from '../helpers/export-desk.ts';
import {change, failed} from '../helpers/sync-samples.ts';
import {cannotMount, mountOn} from '../helpers/tmpfs.ts';

const header = 'id,level,object,recordId,recordName,operation,direction,code,message,occurredAt,firstSeenAt,attempts,state,url\r\n';
const line = (number: number) => `"e-${number}",record,"lead","L-${number}",,"insert",outbound,"1007","Multiple leads match",,,1,open,\r\n`;

const optionsFor = (desk: Desk, name: string, other: Partial<ExportOptions> = {}): ExportOptions => ({
	connection: {baseUrl: desk.url}, query: new URLSearchParams(), format: 'csv', raw: false, file: desk.file(name), overwrite: false, ...other,
});

function startChild(desk: Desk, name: string): ChildProcess {
	return fork(fileURLToPath(new URL('export-child.ts', import.meta.url)), [desk.url, desk.file(name)]);
}

async function kill(child: ChildProcess): Promise<void> {
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	await ended;
}

describe('kill -9 of an export', () => {
	test('in the middle leaves no file and no description, and the next export cleans up', async () => {
		const {promise: isAhead, resolve: getAhead} = Promise.withResolvers<void>();
		const {promise: never} = Promise.withResolvers<void>();
		await using desk = await openDesk({
			async * pieces() {
				yield header;
				yield line(1).repeat(10_000);
				getAhead();
				await never;
			},
		});
		const child = startChild(desk, 'errors.csv');
		await isAhead;
		await kill(child);
		const left = await desk.names();
		assert.deepEqual(left.map(name => name.replace(/\.\d+-[\da-f]{16}\./v, '.PID-ID.')), ['.errors.csv.PID-ID.part']);
		await using next = await openDesk({pieces: () => linesOf(header, line(1))});
		await exportErrors({...optionsFor(next, ''), file: desk.file('other.csv')});
		assert.deepEqual(await desk.names(), ['other.csv', 'other.csv.meta.json']);
	});

	test('at any moment leaves a whole file: the one from before or the new one', async () => {
		let exports = 0;
		await using desk = await openDesk({
			pieces() {
				exports++;
				return linesOf(header, ...Array.from({length: 50}, () => line(exports).repeat(100)));
			},
		});
		for (const finished of [1, 4, 7]) {
			const child = startChild(desk, 'errors.csv');
			for (let done = 0; done < finished; done++) {
				// eslint-disable-next-line no-await-in-loop
				await once(child, 'message');
			}

			// eslint-disable-next-line no-await-in-loop
			await kill(child);
			// eslint-disable-next-line no-await-in-loop
			const rows = parse(await readFile(desk.file('errors.csv'), 'utf8'), {columns: true}).map(row => (row as {id: string}).id);
			assert.equal(rows.length, 5000);
			assert.equal(new Set(rows).size, 1);
		}
	});
});

const skip = cannotMount();

describe('an export', () => {
	test('onto a disk that gets full leaves nothing there, and says so', {skip}, async () => {
		await using desk = await openDesk({pieces: () => linesOf(header, ...Array.from({length: 100}, (_, index) => line(index).repeat(1000)))});
		const folder = desk.file('small');
		using _ = mountOn(folder, 'size=1m');

		await assert.rejects(exportErrors(optionsFor(desk, 'small/a.csv')), {
			code: 'disk-full', message: `There is no room left for ${folder}/a.csv; make room, or name a file on another disk. Nothing was written.`,
		});
		assert.deepEqual(await desk.names('small'), []);
	});

	test('into a folder that can only be read says so', {skip}, async () => {
		await using desk = await openDesk({pieces: () => linesOf(header)});
		const folder = desk.file('fixed');
		using _ = mountOn(folder, 'ro');

		await assert.rejects(exportErrors(optionsFor(desk, 'fixed/a.csv')), {code: 'read-only', message: `The folder ${folder} can only be read; name a file elsewhere.`});
		assert.deepEqual(desk.asked, []);
	});
});

/** The built program, serving a ledger of `count` errors. */
async function startBuilt(folder: string, count: number): Promise<AsyncDisposable & {readonly url: string; readonly child: ChildProcess}> {
	const ledger = path.join(folder, 'ledger');
	await mkdir(ledger);
	const child = spawn(process.execPath, ['build/cli.js', 'serve', '--port', '0', '--database', `sqlite:${path.join(ledger, 'ledger.db')}`], {
		stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, SYNC_TUI_TOKEN: ''},
	});
	const [said] = await once(child.stdout, 'data') as [Buffer];
	const url = /http:\/\/127\.0\.0\.1:\d+/v.exec(said.toString())?.[0] ?? '';
	const ids = Array.from({length: count}, (_, number) => String(number));
	const at = new Date().toISOString();
	for (const [route, items] of [['changes', ids.map(id => change(id, {changedAt: at}))], ['results', ids.map(id => failed(id, {at}))]] as const) {
		// eslint-disable-next-line no-await-in-loop
		const response = await fetch(`${url}/v1/${route}`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(items)});
		assert.equal(response.status, 202);
	}

	return {
		url,
		child,
		async [Symbol.asyncDispose]() {
			if (child.exitCode === null && child.signalCode === null) {
				await kill(child);
			}
		},
	};
}

describe('the built server', () => {
	test('gives all of a ledger; killed in the middle of it, nothing', async () => {
		await using desk = await openDesk();
		await using server = await startBuilt(desk.folder, 20_000);
		const options = {...optionsFor(desk, 'errors.csv'), connection: {baseUrl: server.url}};
		assert.equal((await exportErrors(options)).records, 20_000);
		const rows = parse(await readFile(desk.file('errors.csv'), 'utf8'), {columns: true});
		assert.equal(new Set(rows.map(row => (row as {recordId: string}).recordId)).size, 20_000);
		const before = await desk.names();
		const changes = watch(desk.folder)[Symbol.asyncIterator]();
		const begun = changes.next();
		const exported = exportErrors({...options, file: desk.file('other.csv')});
		await begun;
		await changes.return?.();
		await kill(server.child);
		await assert.rejects(exported, {code: 'backend'});
		assert.deepEqual(await desk.names(), before);
	});
});
