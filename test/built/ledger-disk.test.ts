/* eslint-disable node-test/no-skip-test -- most people may mount nothing, and there is no other disk that is full when asked */

/** The built server while the disk of its ledger fails. */
import assert from 'node:assert/strict';
import {mkdtempSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {change} from '../helpers/sync-samples.ts';
import {cannotMount, mountOn} from '../helpers/tmpfs.ts';
import {startLedger, type LedgerServer} from './ledger-server.ts';

const skip = cannotMount();
let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-disk-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

const batchOf = (name: string) => Array.from({length: 100}, (_, index) => change(`${name}-${index}`, {recordName: 'x'.repeat(400)}));

async function pendingOf({url}: LedgerServer): Promise<number> {
	const {objects} = await (await fetch(`${url}/v1/status`)).json() as {objects: Array<{pending: {updates: number}}>};
	return objects[0]?.pending.updates ?? 0;
}

async function assertRefused(response: Response, detail: string): Promise<void> {
	assert.equal(response.status, 503);
	assert.ok(Number(response.headers.get('retry-after')) > 0);
	assert.partialDeepStrictEqual(await response.json(), {code: 'unavailable', detail});
}

describe('a server', () => {
	test('whose disk is full answers 503, keeps on showing what it has, says it once, and goes on when there is room', {skip}, async () => {
		using disk = mountOn(path.join(folder, 'full'), 'size=2m');
		await using server = await startLedger(path.join(folder, 'full', 'ledger.db'));
		let batches = 0;
		let response = await server.post('changes', batchOf('0'));
		while (response.status === 202) {
			batches++;
			response = await server.post('changes', batchOf(String(batches))); // eslint-disable-line no-await-in-loop -- one after the other
		}

		await assertRefused(response, 'the ledger\'s disk is full');
		for (let attempt = 0; attempt < 5; attempt++) {
			// eslint-disable-next-line no-await-in-loop
			await assertRefused(await server.post('changes', batchOf(String(batches))), 'the ledger\'s disk is full');
		}

		assert.ok(batches > 0);
		assert.equal(await pendingOf(server), batches * 100);
		assert.equal(server.complaints(), 'sync-tui serve: POST /v1/changes: the ledger\'s disk is full (database or disk is full)\n');
		disk.remount('size=16m');
		assert.equal((await server.post('changes', batchOf(String(batches)))).status, 202);
		assert.equal(await pendingOf(server), (batches + 1) * 100);
		assert.equal(await server.end('SIGTERM'), 0);
	});

	test('whose ledger is moved away answers 503 instead of writing into the void, and takes reports when it is back', async () => {
		const file = path.join(folder, 'moved.db');
		await using server = await startLedger(file);
		assert.equal((await server.post('changes', [change('1')])).status, 202);
		renameSync(file, `${file}.away`);
		await assertRefused(await server.post('changes', [change('2')]), 'the ledger\'s file was moved, removed or replaced while it was in use');
		const cause = `${file} is not the file that was opened; put that one back, or restart the server`;
		assert.equal(server.complaints(), `sync-tui serve: POST /v1/changes: the ledger's file was moved, removed or replaced while it was in use (${cause})\n`);
		assert.equal(await pendingOf(server), 1);
		renameSync(`${file}.away`, file);
		assert.equal((await server.post('changes', [change('2')])).status, 202);
		assert.equal(await pendingOf(server), 2);
	});
});
