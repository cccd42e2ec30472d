/** Whatever is reported, in whatever order and however often: any ledger's counters say what counting would say. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Ledger} from '../../source/backends/ledger/ledger.ts';
import type {Change, Result} from '../../source/contract/ingest.ts';
import {
	change, errorsQuery, filter, hours, pendingQuery,
} from './sync-samples.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const objects = ['lead', 'contact'];
const id = fc.constantFrom(...ids);
const time = (minute: number) => `2026-11-22T12:${String(minute).padStart(2, '0')}:00.000Z`;

const changeArbitrary: fc.Arbitrary<Change> = fc.record({
	id, object: fc.constantFrom(...objects), operation: fc.constantFrom('insert', 'update', 'delete'), direction: fc.constantFrom('inbound' as const, 'outbound' as const),
	changedAt: fc.nat(5).map(minute => time(minute)),
}).map(parts => change(parts.id, parts));
const resultArbitrary: fc.Arbitrary<Result> = fc.record({
	id: fc.oneof(id, fc.constant('ghost')), outcome: fc.constantFrom('synced' as const, 'failed' as const, 'skipped' as const), at: fc.integer({min: 0, max: 59}).map(minute => time(minute)),
});
const batchesArbitrary = fc.array(fc.oneof(
	fc.record({changes: fc.array(changeArbitrary, {maxLength: 8})}),
	fc.record({results: fc.array(resultArbitrary, {maxLength: 8})}),
), {maxLength: 12});

const quarters = objects.flatMap(object => [0, 15, 30, 45].map(from => ({object, from})));

/** The rules again, as plainly as they can be written. */
class Model {
	readonly changes: Array<{change: Change; state: string; failedAt: string; attempts: number}> = [];
	readonly ended: Array<{object: string; at: string; outcome: string}> = [];

	addChange(added: Change): 'accepted' | 'duplicates' {
		if (this.changes.some(({change: {id: known}}) => known === added.id)) {
			return 'duplicates';
		}

		this.changes.push({
			change: added, state: 'pending', failedAt: '', attempts: 0,
		});
		return 'accepted';
	}

	addResult({id: of, outcome, at}: Result): 'accepted' | 'duplicates' | 'unknown' {
		const known = this.changes.find(({change: {id: own}}) => own === of);
		if (known === undefined) {
			return 'unknown';
		}

		const isOpen = known.state === 'pending' || (known.state === 'failed' && (outcome !== 'failed' || at > known.failedAt));
		if (!isOpen) {
			return 'duplicates';
		}

		known.state = outcome;
		known.failedAt = at;
		known.attempts += outcome === 'failed' ? 1 : 0;
		this.ended.push({object: known.change.object, at, outcome});
		return 'accepted';
	}

	/** Of one object: its records in a state, those of one operation and direction where these are given. */
	count(object: string, state: string, operation?: string, direction?: string): number {
		return this.changes.filter(({change: own, state: now}) => own.object === object && now === state
			&& (operation === undefined || own.operation === operation) && (direction === undefined || own.direction === direction)).length;
	}

	/** How many ended so in a quarter of the hour, which begins at minute `from`. */
	countEnded({object, from}: {object: string; from: number}, outcome: string): number {
		return this.ended.filter(end => end.object === object && end.outcome === outcome && end.at >= time(from) && (from === 45 || end.at < time(from + 15))).length;
	}

	oldest(object: string, operation: string): string | undefined {
		return this.changes
			.filter(({change: own, state}) => own.object === object && own.operation === operation && state === 'pending')
			.map(({change: own}) => own.changedAt).toSorted((a, b) => a.localeCompare(b))[0];
	}
}

/** How often each answer was given. */
function receiptOf(answers: readonly string[]) {
	const count = (wanted: string) => answers.filter(answer => answer === wanted).length;
	return {accepted: count('accepted'), duplicates: count('duplicates')};
}

/** `open` gives an empty ledger. */
export function countersProperty(name: string, {open, numRuns}: {open: () => Promise<Ledger>; numRuns: number}): void {
	test(`${name}: counters, oldest records, errors and quarter hours are those of a plain count`, async () => {
		await fc.assert(fc.asyncProperty(batchesArbitrary, async batches => {
			const ledger = await open();
			const model = new Model();
			for (const batch of batches) {
				/* eslint-disable no-await-in-loop -- batches come one after the other */
				if ('changes' in batch) {
					const receipt = await ledger.ingest.changes(batch.changes);
					assert.deepEqual(receipt, receiptOf(batch.changes.map(added => model.addChange(added))));
				} else {
					const {unknown, ...receipt} = await ledger.ingest.results(batch.results);
					const answers = batch.results.map(result => model.addResult(result));
					assert.deepEqual(receipt, receiptOf(answers));
					assert.equal(unknown.length, answers.filter(answer => answer === 'unknown').length);
				}
				/* eslint-enable no-await-in-loop */
			}

			const status = await ledger.status();
			for (const {object, pending, directions, failed, oldest} of status.objects) {
				const hasDeletes = model.changes.some(({change: own}) => own.object === object && own.operation === 'delete');
				assert.equal(pending.inserts, model.count(object, 'pending', 'insert'));
				assert.equal(pending.updates, model.count(object, 'pending', 'update'));
				assert.equal(pending.deletes, hasDeletes ? model.count(object, 'pending', 'delete') : null);
				assert.equal(directions?.inbound?.updates ?? 0, model.count(object, 'pending', 'update', 'inbound'));
				assert.equal(directions?.outbound?.updates ?? 0, model.count(object, 'pending', 'update', 'outbound'));
				assert.equal(oldest?.insert?.changedAt, model.oldest(object, 'insert'));
				assert.equal(oldest?.update?.changedAt, model.oldest(object, 'update'));
				assert.equal(failed, model.count(object, 'failed'));
				// eslint-disable-next-line no-await-in-loop
				assert.equal((await ledger.pending(object, pendingQuery())).items.length, model.count(object, 'pending'));
			}

			assert.deepEqual(status.objects.map(({object}) => object).toSorted(), [...new Set(model.changes.map(({change: {object}}) => object))].toSorted());
			const {items, total} = await ledger.errors(errorsQuery());
			const inError = model.changes.filter(({state}) => state === 'failed');
			assert.equal(total, inError.length);
			assert.deepEqual(
				items.map(({recordId, attempts}) => `${String(recordId)} ${String(attempts)}`).toSorted(),
				inError.map(({change: {recordId}, attempts}) => `${recordId} ${attempts}`).toSorted(),
			);
			const {object: perObject = []} = await ledger.errorFacets(filter());
			assert.equal(perObject.reduce((sum, {count}) => sum + Number(count), 0), inError.length);
			const {buckets} = await ledger.throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z', {resolution: 'PT15M'}));
			const inBuckets = (column: 'synced' | 'failed') => quarters.map(({object, from}) =>
				Number(buckets.find(bucket => bucket.object === object && bucket.start === time(from))?.[column] ?? 0));
			assert.deepEqual(inBuckets('synced'), quarters.map(quarter => model.countEnded(quarter, 'synced')));
			assert.deepEqual(inBuckets('failed'), quarters.map(quarter => model.countEnded(quarter, 'failed')));
			await ledger.close();
		}), {numRuns});
	});
}
