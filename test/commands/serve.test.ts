import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {createClient} from '../../source/client/http.ts';
import {serve} from '../../source/commands/serve.ts';
import type {ServeFlags} from '../../source/commands/serve-settings.ts';
import {UsageError} from '../../source/config/usage-error.ts';
import {ServiceSchema} from '../../source/contract/service.ts';
import {StatusSchema, type Status} from '../../source/contract/status.ts';
import {startServe} from '../helpers/serve-program.ts';
import {change, failed} from '../helpers/sync-samples.ts';
import {tokensOf} from '../helpers/tokens-of.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'serve-'));
after(() => {
	rmSync(folder, {recursive: true});
});

const start = (flags: readonly string[], environment: Readonly<Record<string, string>> = {}) => startServe(flags, {XDG_DATA_HOME: folder, ...environment});

/** Runs it here, where it is to fail. */
async function attempt(flags: Partial<ServeFlags>) {
	let stderr = '';
	const code = await serve({demo: false, ...flags}, {
		stdout: {write: () => true},
		stderr: {
			write(text) {
				stderr += text;
			},
		},
		env: {XDG_DATA_HOME: folder},
	});
	return {code, stderr};
}

function pendingOf({objects}: Status): number[] {
	return objects.map(({pending: {inserts, updates}}) => Number(inserts) + Number(updates));
}

describe('serve', () => {
	it('serves the demo on a Unix socket that is its owner\'s alone, where something moves within seconds; SIGTERM ends it well', async () => {
		const socket = path.join(folder, 'sync.sock');
		await using server = start(['--demo', '--socket', socket]);
		assert.equal(await server.line(), `sync-tui serve: listening on unix:${socket} (Ctrl-C stops)\n`);
		assert.equal(statSync(socket).mode % 0o1000, 0o600);

		const client = createClient({baseUrl: `unix:${socket}`});
		const first = await client.get('/v1/status', StatusSchema);
		assert.equal(first.value.objects.length, 9);
		assert.equal(first.value.sync?.state, 'running');
		let last = first;
		for (const end = Date.now() + 10_000; last.value.sync === first.value.sync && Date.now() < end;) {
			// eslint-disable-next-line no-await-in-loop -- one poll after the other, until it has moved.
			last = await client.get('/v1/status', StatusSchema);
		}

		assert.notDeepEqual(pendingOf(last.value), pendingOf(first.value));
		server.child.kill('SIGTERM');
		assert.equal(await server.closed, 0);
		assert.equal(existsSync(socket), false);
		assert.equal(server.said.stderr, '');
	});

	it('keeps the ledger in the data folder, for its owner alone, and asks for the token; SIGINT ends it well', async () => {
		await using server = start(['--port', '0', '--name', 'crm-prod'], {SYNC_TUI_TOKEN: 'secret'});
		const url = /http:\/\/127\.0\.0\.1:\d+/v.exec(await server.line())?.[0] ?? '';
		assert.equal(statSync(path.join(folder, 'sync-tui')).mode % 0o1000, 0o700);
		assert.equal(statSync(path.join(folder, 'sync-tui', 'ledger.db')).mode % 0o1000, 0o600);

		const refusal = await fetch(`${url}/v1`);
		assert.equal(refusal.status, 401);
		const client = createClient({baseUrl: url, tokens: tokensOf('secret')});
		const {value: service} = await client.get('/v1', ServiceSchema);
		assert.equal(service.name, 'crm-prod');
		server.child.kill('SIGINT');
		assert.equal(await server.closed, 0);
	});

	it('tells the process that started it when it is ready, and ends when that one is gone', async () => {
		const socket = path.join(folder, 'watched.sock');
		await using server = start(['--demo', '--socket', socket, '--parent-watch', '--name', 'practice']);
		assert.deepEqual(await Promise.race([once(server.child, 'message'), server.closed]), [{ready: true, url: `unix:${socket}`}, undefined]);
		// After disconnect() a child never emits `close`.
		const exit = once(server.child, 'exit');
		server.child.disconnect();
		assert.deepEqual(await exit, [0, null]);
		assert.equal(server.said.stderr, '');
	});

	it('says for how long it keeps errors, and forgets those that are older', async () => {
		const {openLedger} = await import('../../source/backends/ledger/ledger.ts');
		const file = path.join(folder, 'kept.db');
		const ledger = openLedger({file});
		const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		await ledger.ingest.changes([change('old'), change('young')]);
		await ledger.ingest.results([failed('old', {at: hoursAgo(49)}), failed('young', {at: hoursAgo(47)})]);
		await ledger.close();

		const socket = path.join(folder, 'kept.sock');
		await using server = start(['--database', `sqlite:${file}`, '--socket', socket, '--keep-errors', '2d']);
		await server.line();
		const client = createClient({baseUrl: `unix:${socket}`});
		const {value: service} = await client.get('/v1', ServiceSchema);
		assert.equal(service.retention?.errorsHours, 48);
		let status = await client.get('/v1/status', StatusSchema);
		for (const end = Date.now() + 10_000; status.value.objects[0]?.failed === 2 && Date.now() < end;) {
			// eslint-disable-next-line no-await-in-loop -- one poll after the other, until the older one is gone.
			status = await client.get('/v1/status', StatusSchema);
		}

		assert.equal(status.value.objects[0]?.failed, 1);
		server.child.kill('SIGTERM');
		assert.equal(await server.closed, 0);
		assert.equal(server.said.stderr, '');
	});

	it('exits with 2 and one line where the usage is wrong', async () => {
		await using server = start(['--host', '0.0.0.0']);
		assert.equal(await server.closed, 2);
		assert.match(server.said.stderr, /^sync-tui: --host 0\.0\.0\.0 .*SYNC_TUI_TOKEN.*\n$/v);
		assert.equal(server.said.stdout, '');
	});

	it('exits with 1 and one line where the ledger cannot be opened', async () => {
		const file = path.join(folder, 'notes.txt');
		writeFileSync(file, 'Not a database, and long enough to be told apart from one. '.repeat(20));
		const {code, stderr} = await attempt({database: `sqlite:${file}`, port: '0'});
		assert.equal(code, 1);
		assert.match(stderr, /^sync-tui serve: [^\n]*notes\.txt[^\n]*\n$/v);
	});

	it('exits with 1 and one line where it cannot listen, and leaves no ear behind', async () => {
		const before = process.listenerCount('SIGTERM');
		const {code, stderr} = await attempt({database: 'sqlite::memory:', socket: path.join(folder, 'nowhere', 'a.sock')});
		assert.equal(code, 1);
		assert.match(stderr, /^sync-tui serve: The folder of [^\n]* does not exist[^\n]*\n$/v);
		assert.equal(process.listenerCount('SIGTERM'), before);
	});

	it('mixes no made-up records with real ones', async () => {
		const {openLedger} = await import('../../source/backends/ledger/ledger.ts');
		const file = path.join(folder, 'real.db');
		const ledger = openLedger({file});
		await ledger.ingest?.describe({objects: [{object: 'lead', label: 'Lead'}]});
		await ledger.close();
		await assert.rejects(attempt({demo: true, database: `sqlite:${file}`, port: '0'}), (error: unknown) => error instanceof UsageError && error.message.startsWith('--demo would mix'));
	});
});
