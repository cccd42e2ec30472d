/* eslint-disable node-test/no-skip-test -- most people may mount nothing, and there is no other disk that is full when asked */

/** A disk that fails under a ledger: refused with `unavailable`, nothing half-done, and well again by itself. */
import assert from 'node:assert/strict';
import {
	closeSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, before, describe, test} from 'node:test';
import {openLedger, type LocalLedger} from '../../../source/backends/ledger/ledger.ts';
import {ProblemError} from '../../../source/contract/problem.ts';
import {
	change, errorsQuery, failed, now, pendingQuery,
} from '../../helpers/sync-samples.ts';
import {cannotMount, mountOn} from '../../helpers/tmpfs.ts';

const skip = cannotMount();
let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-disk-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

const clock = () => now;

/** Some 50 KB of changes. */
const batchOf = (name: string) => Array.from({length: 100}, (_, index) => change(`${name}-${index}`, {recordName: 'x'.repeat(400)}));

async function pendingOf(ledger: LocalLedger): Promise<number> {
	const {objects} = await ledger.status();
	return objects.reduce((sum, {pending}) => sum + Number(pending.updates), 0);
}

function isUnavailable(detail: RegExp) {
	return (error: unknown) => {
		assert.ok(error instanceof ProblemError, String(error));
		assert.equal(error.code, 'unavailable');
		assert.match(error.message, detail);
		assert.ok(Number(error.retryAfter) > 0);
		return true;
	};
}

/** Reports batches until one is refused; resolves with how many were acknowledged. */
async function fill(ledger: LocalLedger): Promise<number> {
	for (let batch = 0; ; batch++) {
		try {
			await ledger.ingest.changes(batchOf(`fill-${batch}`)); // eslint-disable-line no-await-in-loop -- one after the other
		} catch (error) {
			isUnavailable(/disk is full/v)(error);
			return batch;
		}
	}
}

describe('a disk under a ledger', () => {
	test('that is full refuses a batch whole; questions are answered; with room again the same batch is taken', {skip}, async () => {
		using disk = mountOn(path.join(folder, 'full'), 'size=2m');
		const ledger = openLedger({file: path.join(folder, 'full', 'ledger.db'), clock});
		await ledger.ingest.changes([change('in-error')]);
		await ledger.ingest.results([failed('in-error')]);
		const batches = await fill(ledger);
		assert.ok(batches > 0);
		assert.equal(await pendingOf(ledger), batches * 100);
		assert.equal((await ledger.errors(errorsQuery())).items.length, 1);

		disk.remount('size=8m');
		const again = batchOf(`fill-${batches}`);
		assert.deepEqual(await ledger.ingest.changes(again), {accepted: 100, duplicates: 0});
		assert.equal(await pendingOf(ledger), (batches + 1) * 100);
		await ledger.close();
	});

	test('that can only be read opens no ledger, and says why; once it can be written the ledger is as it was', {skip}, async () => {
		using disk = mountOn(path.join(folder, 'fixed'), 'size=8m');
		const file = path.join(folder, 'fixed', 'ledger.db');
		const first = openLedger({file, clock});
		await first.ingest.changes(batchOf('a'));
		await first.close();
		disk.remount('ro');
		assert.throws(() => openLedger({file, clock}), {name: 'LedgerOpenError', code: 'unreachable'});
		disk.remount('rw');
		const second = openLedger({file, clock});
		assert.deepEqual(await second.ingest.changes(batchOf('a')), {accepted: 0, duplicates: 100});
		await second.close();
	});

	for (const [what, lose] of [
		['was moved away', (file: string) => {
			renameSync(file, `${file}.away`);
		}],
		['was replaced', (file: string) => {
			renameSync(file, `${file}.away`);
			writeFileSync(file, '');
		}],
		['lost its log', (file: string) => {
			renameSync(`${file}-wal`, `${file}-wal.away`);
		}],
	] as const) {
		// eslint-disable-next-line @typescript-eslint/no-loop-func -- the folder is made once, before all tests
		test(`from which the file ${what} is not written into the void, and takes reports again once it is back`, async () => {
			const file = path.join(folder, `${what.replaceAll(' ', '-')}.db`);
			const ledger = openLedger({file, clock});
			await ledger.ingest.changes([change('1')]);
			lose(file);
			await assert.rejects(ledger.ingest.changes([change('2')]), isUnavailable(/moved, removed or replaced/v));
			assert.equal(await pendingOf(ledger), 1);
			for (const name of [file, `${file}-wal`]) {
				try {
					renameSync(`${name}.away`, name);
				} catch {/* This one was never away. */}
			}

			assert.deepEqual(await ledger.ingest.changes([change('2')]), {accepted: 1, duplicates: 0});
			await ledger.close();
		});
	}

	test('that gave back something else than was written makes questions unavailable, not wrong', async () => {
		const file = path.join(folder, 'noise.db');
		const first = openLedger({file, clock});
		await first.ingest.changes(batchOf('a'));
		await first.close();
		const connection = new DatabaseSync(file, {readOnly: true});
		const root = Number(connection.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get('pending_by_age')?.rootpage);
		connection.close();
		const handle = openSync(file, 'r+');
		writeSync(handle, new Uint8Array(4096).fill(0xA5), 0, 4096, (root - 1) * 4096);
		closeSync(handle);
		const second = openLedger({file, clock});
		await assert.rejects(second.pending('lead', pendingQuery()), isUnavailable(/the ledger is damaged/v));
		await assert.rejects(second.ingest.changes([change('b')]), isUnavailable(/the ledger is damaged/v));
		await second.close();
	});

	test('on which another process holds the ledger keeps nobody waiting for more than its first refusal', async () => {
		const file = path.join(folder, 'held.db');
		const ledger = openLedger({file, clock});
		await ledger.ingest.changes([change('1')]);
		const other = new DatabaseSync(file);
		other.exec('BEGIN IMMEDIATE');
		await assert.rejects(ledger.ingest.changes([change('2')]), isUnavailable(/busy/v));
		const startedAt = performance.now();
		await assert.rejects(ledger.ingest.changes([change('2')]), isUnavailable(/busy/v));
		assert.ok(performance.now() - startedAt < 1000);
		assert.equal(await pendingOf(ledger), 1);
		other.exec('ROLLBACK');
		other.close();
		assert.deepEqual(await ledger.ingest.changes([change('2')]), {accepted: 1, duplicates: 0});
		await ledger.close();
	});
});
