/** Whatever fails in between, and however often a batch is sent again: what was acknowledged is there once. */
import assert from 'node:assert/strict';
import {mkdtempSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import * as fc from 'fast-check';
import type {Change, Result} from '../../../source/contract/ingest.ts';
import {openLedger, type LocalLedger} from '../../../source/backends/ledger/ledger.ts';
import {change, failed, hours, now, skipped, synced} from '../../helpers/sync-samples.ts';

let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-redelivery-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

type Batch = {readonly changes: readonly Change[]} | {readonly results: readonly Result[]};

/** What becomes of a delivery: it is taken · a part of it can't be, so nothing is · the file isn't there at that moment · the server ends after it. */
type Fate = 'taken' | 'broken' | 'lost' | 'restart';

const outcomes = {synced: (id: string) => synced(id), failed: (id: string) => failed(id), skipped: (id: string) => skipped(id)};
/** Each record is reported by one batch and ended by at most one, as engines do; sizes are few so that batches are many. */
const planArbitrary = fc.array(fc.record({
	size: fc.integer({min: 1, max: 4}),
	outcome: fc.constantFrom<keyof typeof outcomes | undefined>('synced', 'failed', 'skipped', undefined),
	fates: fc.array(fc.constantFrom<Fate>('taken', 'broken', 'lost', 'restart'), {maxLength: 4}),
}), {maxLength: 8});

const clock = () => now;

async function deliver({ingest}: LocalLedger, batch: Batch): Promise<void> {
	await ('changes' in batch ? ingest.changes(batch.changes) : ingest.results(batch.results));
}

/** The same with an item at its end that the database refuses: what the contract's schema would not have let through. */
function broken(batch: Batch): Batch {
	return 'changes' in batch
		? {changes: [...batch.changes, change('bad', {changedAt: 'yesterday'})]}
		: {results: [...batch.results, synced('open', 'yesterday')]};
}

let runs = 0;

test('each batch counts once, however often it is sent and whatever fails in between', async () => {
	await fc.assert(fc.asyncProperty(planArbitrary, async plan => {
		const file = path.join(folder, `${runs++}.db`);
		let ledger = openLedger({file, clock});
		const suffer = async (batch: Batch, fate: Fate) => {
			switch (fate) {
				case 'taken': {
					await deliver(ledger, batch);
					break;
				}

				case 'broken': {
					await assert.rejects(deliver(ledger, broken(batch)), /NOT NULL/v);
					break;
				}

				case 'lost': {
					renameSync(file, `${file}.away`);
					await assert.rejects(deliver(ledger, batch), {code: 'unavailable'});
					renameSync(`${file}.away`, file);
					break;
				}

				case 'restart': {
					await deliver(ledger, batch);
					await ledger.close();
					ledger = openLedger({file, clock});
					break;
				}
			}
		};

		await ledger.ingest.changes([change('open')]);
		const expected = {pending: 1, failed: 0, synced: 0};
		for (const [index, {size, outcome, fates}] of plan.entries()) {
			const ids = Array.from({length: size}, (_, item) => `${index}-${item}`);
			const batches: Batch[] = [{changes: ids.map(id => change(id))}, ...(outcome === undefined ? [] : [{results: ids.map(id => outcomes[outcome](id))}])];
			for (const batch of batches) {
				for (const fate of [...fates, 'taken'] as const) {
					await suffer(batch, fate); // eslint-disable-line no-await-in-loop -- one delivery after the other
				}
			}

			expected.pending += outcome === undefined ? size : 0;
			expected.failed += outcome === 'failed' ? size : 0;
			expected.synced += outcome === 'synced' ? size : 0;
		}

		const {objects} = await ledger.status();
		const {buckets} = await ledger.throughput(hours('2026-11-22T13:00:00Z', '2026-11-22T14:00:00Z'));
		await ledger.close();
		assert.deepEqual({
			pending: Number(objects[0]?.pending.updates ?? 0), failed: Number(objects[0]?.failed ?? 0), synced: Number(buckets[0]?.synced ?? 0),
		}, expected);
		assert.equal(Number(buckets[0]?.failed ?? 0), expected.failed);
	}), {numRuns: 60});
});
