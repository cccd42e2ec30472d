
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import type {Ledger} from '../../../source/backends/ledger/ledger.ts';
import type {ErrorFilter} from '../../../source/contract/queries.ts';
import type {OpenBackend} from '../backend-suite.ts';
import {
	change, errorsQuery, failed, filter, hours, pendingQuery, skipped, synced,
} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

type Asked = Omit<Ledger, 'close'>;

/** One error per id of a change, each a minute after the one before; returns their own ids, in that order. */
async function fail({ingest, errors}: Asked, ...ids: readonly string[]): Promise<string[]> {
	await ingest.changes(ids.map(id => change(id)));
	await ingest.results(ids.map((id, index) => failed(id, {at: `2026-11-22T12:1${index}:00Z`, message: `Failed ${id}`})));
	const {items} = await errors(errorsQuery({limit: 1000}));
	return ids.map(id => items.find(({recordId}) => recordId === `L-${id}`)?.id ?? '');
}

/** What the status says of leads, and how many errors are listed. */
async function countsOf({status, errors}: Asked): Promise<{pending: unknown; failed: unknown; listed: unknown}> {
	const {objects} = await status();
	const [lead] = objects;
	const {items, total} = await errors(errorsQuery());
	assert.equal(total, items.length);
	return {pending: lead?.pending.updates, failed: lead?.failed, listed: items.length};
}

async function retriesOf({ingest}: Asked): Promise<string[]> {
	const {items, nextCursor} = await ingest.retries({limit: 100});
	assert.equal(nextCursor, null);
	return items.map(({id}) => id);
}

export function errorActionsSuite(open: OpenBackend): void {
	describe('an error that people retry', () => {
		withBackend(open, 'is off the list and its change on the backlog; it can still be read, with its history, as retrying', async backend => {
			const [id = ''] = await fail(backend, '1', '2');
			await backend.ingest.results([failed('1', {at: '2026-11-22T12:30:00Z'})]);
			const before = await backend.error(id);
			assert.deepEqual(await backend.retryErrors({ids: [id]}), {accepted: 1, refused: []});
			assert.deepEqual(await countsOf(backend), {pending: 1, failed: 1, listed: 1});
			assert.deepEqual((await backend.pending('lead', pendingQuery())).items.map(({recordId, attempts}) => [recordId, attempts]), [['L-1', 2]]);
			assert.equal((await backend.status()).objects[0]?.oldest?.update?.recordId, 'L-1');
			assert.deepEqual(await backend.error(id), {...before, state: 'retrying'});
			assert.equal(before.history?.length, 1);
		});

		withBackend(open, 'and fails again is the same one, open, with one attempt more', async backend => {
			const [id = ''] = await fail(backend, '1');
			await backend.retryErrors({ids: [id]});
			assert.deepEqual(await backend.ingest.results([failed('1', {at: '2026-11-22T12:40:00Z', code: '1003'})]), {accepted: 1, duplicates: 0, unknown: []});
			assert.deepEqual(await countsOf(backend), {pending: 0, failed: 1, listed: 1});
			const {state, attempts, code, occurredAt, firstSeenAt, history} = await backend.error(id);
			assert.deepEqual({
				state, attempts, code, occurredAt, firstSeenAt, history,
			}, {
				state: 'open', attempts: 2, code: '1003', occurredAt: '2026-11-22T12:40:00.000Z', firstSeenAt: '2026-11-22T12:10:00.000Z',
				history: [{at: '2026-11-22T12:10:00.000Z', code: '1007', message: 'Failed 1'}],
			});
			assert.deepEqual(await backend.retryErrors({ids: [id]}), {accepted: 1, refused: []});
		});

		for (const [result, state] of [[synced('1'), 'resolved'], [skipped('1'), 'ignored']] as const) {
			withBackend(open, `and is ${result.outcome} is ${state}`, async backend => {
				const [id = ''] = await fail(backend, '1');
				await backend.retryErrors({ids: [id]});
				assert.deepEqual(await backend.ingest.results([result, result]), {accepted: 1, duplicates: 1, unknown: []});
				assert.deepEqual(await countsOf(backend), {pending: 0, failed: 0, listed: 0});
				assert.equal((await backend.error(id)).state, state);
				assert.deepEqual(await retriesOf(backend), []);
			});
		}

		withBackend(open, 'counts each try in its quarter hour', async backend => {
			const [id = ''] = await fail(backend, '1');
			await backend.retryErrors({ids: [id]});
			await backend.ingest.results([failed('1', {at: '2026-11-22T12:40:00Z'})]);
			await backend.retryErrors({ids: [id]});
			await backend.ingest.results([synced('1', '2026-11-22T12:50:00Z')]);
			const {buckets} = await backend.throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z'));
			assert.deepEqual(buckets.map(({synced: good, failed: bad}) => [good, bad]), [[1, 2]]);
		});

		withBackend(open, 'is not ended by the report of the failure that it was retried for, sent a second time', async backend => {
			const [id = ''] = await fail(backend, '1');
			await backend.retryErrors({ids: [id]});
			assert.deepEqual(await backend.ingest.results([failed('1', {at: '2026-11-22T12:10:00Z', message: 'Failed 1'})]), {accepted: 0, duplicates: 1, unknown: []});
			assert.equal((await backend.error(id)).state, 'retrying');
			assert.deepEqual(await retriesOf(backend), ['1']);
			assert.deepEqual(await countsOf(backend), {pending: 1, failed: 0, listed: 0});
		});

		withBackend(open, 'stays what it is when its change is reported again: that is a duplicate', async backend => {
			const [first = '', second = ''] = await fail(backend, '1', '2');
			await backend.retryErrors({ids: [first]});
			assert.deepEqual(await backend.ingest.changes([change('1'), change('2')]), {accepted: 0, duplicates: 2});
			assert.deepEqual([(await backend.error(first)).state, (await backend.error(second)).state], ['retrying', 'open']);
			assert.deepEqual(await countsOf(backend), {pending: 1, failed: 1, listed: 1});
		});
	});

	describe('an error that people ignore', () => {
		withBackend(open, 'is off the list, and nothing is on the backlog', async backend => {
			const [id = ''] = await fail(backend, '1', '2');
			const before = await backend.error(id);
			assert.deepEqual(await backend.ignoreErrors({ids: [id]}), {accepted: 1, refused: []});
			assert.deepEqual(await countsOf(backend), {pending: 0, failed: 1, listed: 1});
			assert.deepEqual(await backend.error(id), {...before, state: 'ignored'});
			assert.deepEqual(await retriesOf(backend), []);
			const {code} = await backend.errorFacets(filter());
			assert.deepEqual(code?.map(({count}) => count), [1]);
		});

		withBackend(open, 'opens again when it fails later, and not when the same failure is reported twice', async backend => {
			const [id = ''] = await fail(backend, '1');
			await backend.ignoreErrors({ids: [id]});
			assert.deepEqual(await backend.ingest.results([failed('1', {at: '2026-11-22T12:10:00Z'})]), {accepted: 0, duplicates: 1, unknown: []});
			assert.equal((await backend.error(id)).state, 'ignored');
			assert.deepEqual(await backend.ingest.results([failed('1', {at: '2026-11-22T12:40:00Z'})]), {accepted: 1, duplicates: 0, unknown: []});
			assert.deepEqual(await countsOf(backend), {pending: 0, failed: 1, listed: 1});
			const {state, attempts, history} = await backend.error(id);
			assert.deepEqual([state, attempts, history?.length], ['open', 2, 1]);
		});

		withBackend(open, 'is resolved when its record is synced after all', async backend => {
			const [id = ''] = await fail(backend, '1');
			await backend.ignoreErrors({ids: [id]});
			assert.deepEqual(await backend.ingest.results([synced('1'), synced('1')]), {accepted: 1, duplicates: 1, unknown: []});
			assert.equal((await backend.error(id)).state, 'resolved');
			assert.deepEqual(await countsOf(backend), {pending: 0, failed: 0, listed: 0});
		});
	});

	describe('errors to retry or ignore, named by id,', () => {
		withBackend(open, 'are refused where they are not open, each with its reason, while the others are taken', async backend => {
			const [open1 = '', retrying = '', ignored = '', resolved = ''] = await fail(backend, '1', '2', '3', '4');
			await backend.retryErrors({ids: [retrying]});
			await backend.ignoreErrors({ids: [ignored]});
			await backend.ingest.results([synced('4')]);
			const refused = [
				{id: retrying, reason: 'it is not open: it is being retried'},
				{id: ignored, reason: 'it is not open: it is ignored'},
				{id: resolved, reason: 'it is not open: it was resolved'},
				{id: 'e-999', reason: 'there is no such error'},
				{id: 'é/', reason: 'there is no such error'},
			];
			const ids = [retrying, ignored, resolved, 'e-999', 'é/'];
			assert.deepEqual(await backend.ignoreErrors({ids}), {accepted: 0, refused});
			assert.deepEqual(await backend.retryErrors({ids: [open1, ...ids]}), {accepted: 1, refused});
			assert.deepEqual(await countsOf(backend), {pending: 2, failed: 0, listed: 0});
		});

		withBackend(open, 'count once where an id is named twice', async backend => {
			const [id = ''] = await fail(backend, '1');
			assert.deepEqual(await backend.retryErrors({ids: [id, id]}), {accepted: 1, refused: []});
		});
	});

	describe('errors to retry or ignore, named by a filter,', () => {
		const cases: ReadonlyArray<readonly [what: string, wanted: Partial<ErrorFilter>, left: string]> = [
			['are all where it is empty', {}, ''],
			['are those with its words', {q: ['failed 2']}, '134'],
			['are those with a word of one letter', {q: ['3']}, '124'],
			['are those without a word', {q: ['!failed 2']}, '2'],
			['are those of its time', {from: Date.parse('2026-11-22T12:11:00Z'), to: Date.parse('2026-11-22T12:13:00Z')}, '14'],
			['are those of its values', {object: ['lead'], code: ['!1007']}, '1234'],
		];
		for (const [what, wanted, left] of cases) {
			for (const action of ['retryErrors', 'ignoreErrors'] as const) {
				withBackend(open, `${what} (${action})`, async backend => {
					await fail(backend, '1', '2', '3', '4');
					assert.deepEqual(await backend[action]({filter: filter(wanted)}), {accepted: 4 - left.length, refused: []});
					const {items} = await backend.errors(errorsQuery());
					assert.equal(items.map(({recordId}) => recordId?.slice(2)).toReversed().join(''), left);
					const {pending, failed: inError} = await countsOf(backend);
					assert.deepEqual([pending, inError], [action === 'retryErrors' ? 4 - left.length : 0, left.length]);
				});
			}
		}

		withBackend(open, 'are done with in batches, between which others are answered; what fails meanwhile is not meant', async backend => {
			const ids = Array.from({length: 3000}, (_, index) => String(index));
			await backend.ingest.changes(ids.map(id => change(id)));
			await backend.ingest.results(ids.map(id => failed(id)));
			const progress = {isOver: false, left: 3000};
			const retried = backend.retryErrors({filter: filter()}).finally(() => {
				progress.isOver = true;
			});
			while (progress.left === 3000 && !progress.isOver) {
				/* eslint-disable no-await-in-loop -- one question after the other, until the first batch is done. */
				await setImmediate();
				progress.left = Number((await backend.errors(errorsQuery({limit: 1}))).total);
				/* eslint-enable no-await-in-loop */
			}

			assert.ok(progress.left > 0 && progress.left < 3000, `${progress.left} were left when somebody asked`);
			const [first] = (await backend.ingest.retries({limit: 1})).items;
			await backend.ingest.results([failed(first?.id ?? '', {at: '2026-11-22T13:05:00Z'})]);
			assert.deepEqual(await retried, {accepted: 3000, refused: []});
			assert.deepEqual((await backend.errors(errorsQuery())).items.map(({recordId}) => recordId), [first?.recordId]);
		});
	});

	describe('the list of retries', () => {
		withBackend(open, 'has the changes as they were reported, in the order in which people put them back', async backend => {
			const [first = '', second = '', third = ''] = await fail(backend, '1', '2', '3');
			await backend.retryErrors({ids: [second]});
			await backend.retryErrors({ids: [third]});
			await backend.retryErrors({ids: [first]});
			assert.deepEqual(await retriesOf(backend), ['2', '3', '1']);
			const {items} = await backend.ingest.retries({limit: 1});
			const [item] = items;
			assert.deepEqual(item, {...change('2'), changedAt: '2026-11-22T12:00:00.000Z', url: null});
		});

		withBackend(open, 'has no change that waits for its first try, and none that has a result', async backend => {
			const ids = await fail(backend, '1', '2', '3', '4');
			await backend.ingest.changes([change('5')]);
			await backend.retryErrors({ids: ids.slice(0, 3)});
			await backend.ingest.results([synced('1'), failed('2')]);
			assert.deepEqual(await retriesOf(backend), ['3']);
		});

		withBackend(open, 'goes on after a page where it ended, while changes leave, come, and come back', async backend => {
			const ids = await fail(backend, '1', '2', '3', '4', '5', '6');
			await backend.retryErrors({ids: ids.slice(0, 5)});
			const first = await backend.ingest.retries({limit: 2});
			await backend.ingest.results([failed('2', {at: '2026-11-22T12:40:00Z'}), synced('3')]);
			await backend.retryErrors({ids: [ids[5] ?? '', ids[1] ?? '']});
			const second = await backend.ingest.retries({limit: 3, cursor: first.nextCursor ?? ''});
			const third = await backend.ingest.retries({limit: 3, cursor: second.nextCursor ?? ''});
			assert.deepEqual([first, second, third].map(({items}) => items.map(({id}) => id)), [['1', '2'], ['4', '5', '6'], ['2']]);
			assert.equal(third.nextCursor, null);
		});

		withBackend(open, 'gives the place of one that left to nobody else', async backend => {
			const [first = '', second = ''] = await fail(backend, '1', '2', '3');
			await backend.retryErrors({ids: [first, second]});
			const {nextCursor} = await backend.ingest.retries({limit: 1});
			await backend.ingest.results([synced('1'), failed('2', {at: '2026-11-22T12:40:00Z'})]);
			await backend.retryErrors({ids: [second]});
			assert.deepEqual((await backend.ingest.retries({limit: 9, cursor: nextCursor ?? ''})).items.map(({id}) => id), ['2']);
		});

		withBackend(open, 'refuses a cursor of another question', async backend => {
			await fail(backend, '1', '2');
			const {nextCursor} = await backend.errors(errorsQuery({limit: 1}));
			assert.notEqual(nextCursor, null);
			await assert.rejects(backend.ingest.retries({limit: 1, cursor: nextCursor ?? ''}), {code: 'invalid-request'});
		});
	});
}
