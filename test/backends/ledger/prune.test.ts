/** Retention: what is too old goes, nothing else does, and what is counted stays what counting says. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, describe, test} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import * as fc from 'fast-check';
import {startHousekeeping} from '../../../source/backends/ledger/housekeeping.ts';
import {openLedger, type LocalLedger} from '../../../source/backends/ledger/ledger.ts';
import {openDatabase} from '../../../source/backends/ledger/open-database.ts';
import {sql} from '../../../source/backends/ledger/sql.ts';
import type {Status} from '../../../source/contract/status.ts';
import {httpBackend} from '../../helpers/http-backend.ts';
import {startServer} from '../../helpers/real-server.ts';
import {
	change, errorsQuery, failed, filter, now, skipped, synced,
} from '../../helpers/sync-samples.ts';

const hour = 3_600_000;
const folder = mkdtempSync(path.join(tmpdir(), 'prune-'));
after(() => {
	rmSync(folder, {recursive: true});
});

let made = 0;

/** A ledger in a file of its own, on a clock that stands until it is told to go on. */
function ledgerInFile() {
	const clock = {now};
	made++;
	const file = path.join(folder, `${made}.db`);
	const ledger = openLedger({file, clock: () => clock.now});
	return {
		ledger,
		clock,
		file,
		/** Numbers that the file itself holds, read by another connection. */
		read(question: string): unknown[] {
			const connection = new DatabaseSync(file, {readOnly: true});
			try {
				return connection.prepare(question).all().flatMap(row => Object.values(row));
			} finally {
				connection.close();
			}
		},
		async [Symbol.asyncDispose]() {
			await ledger.close();
		},
	};
}

const byText = (a: string, b: string) => a.localeCompare(b);
const timeOf = (ms: number) => new Date(ms).toISOString();
const failedOf = ({objects}: Status) => objects.map(({object, failed: count}) => [object, count]);

async function idOf(ledger: LocalLedger, recordId: string): Promise<string> {
	const {items} = await ledger.errors(errorsQuery({limit: 1000}));
	return items.find(error => error.recordId === recordId)?.id ?? '';
}

describe('pruning', () => {
	test('forgets open errors that occurred before, with their change and history, and no other', async () => {
		await using file = ledgerInFile();
		const {ledger} = file;
		await ledger.ingest.changes(['old', 'edge', 'moved'].map(id => change(id)));
		await ledger.ingest.results([
			failed('old', {at: timeOf(now - 6 * hour)}),
			failed('old', {at: timeOf(now - 5 * hour - 1)}),
			failed('edge', {at: timeOf(now - 5 * hour)}),
			failed('moved', {at: timeOf(now - 9 * hour)}),
			failed('moved', {at: timeOf(now - hour)}),
		]);
		const id = await idOf(ledger, 'L-old');
		assert.equal(await ledger.prune(now - 5 * hour, 500), 1);

		const {items, total} = await ledger.errors(errorsQuery());
		assert.deepEqual([items.map(({recordId}) => recordId), total], [['L-moved', 'L-edge'], 2]);
		assert.equal((await ledger.errors(errorsQuery({q: ['l-old']}))).items.length, 0);
		assert.deepEqual((await ledger.errorFacets(filter())).code?.map(({count}) => count), [2]);
		assert.deepEqual(failedOf(await ledger.status()), [['lead', 2]]);
		await assert.rejects(ledger.error(id), {code: 'not-found'});
		assert.equal((await ledger.error(await idOf(ledger, 'L-moved'))).history?.length, 1);
		assert.deepEqual(await ledger.ingest.results([failed('old')]), {accepted: 0, duplicates: 0, unknown: ['old']});
	});

	test('forgets changes that ended before, counted from when the ledger heard of it: until then an id counts once', async () => {
		await using file = ledgerInFile();
		const {ledger, clock} = file;
		await ledger.ingest.changes(['a', 'b', 'c'].map(id => change(id)));
		// Told late: the results are days old.
		await ledger.ingest.results([synced('a', timeOf(now - 99 * hour)), skipped('b')]);
		clock.now += hour;
		await ledger.ingest.results([synced('c')]);
		assert.equal(await ledger.prune(now, 500), 0);
		assert.deepEqual(await ledger.ingest.changes(['a', 'b', 'c'].map(id => change(id))), {accepted: 0, duplicates: 3});
		assert.equal(await ledger.prune(now + 1, 500), 2);
		assert.deepEqual(await ledger.ingest.changes(['a', 'b', 'c'].map(id => change(id))), {accepted: 2, duplicates: 1});
	});

	test('forgets errors that were closed with their changes, or that people ignored, when that was before', async () => {
		await using file = ledgerInFile();
		const {ledger, clock} = file;
		await ledger.ingest.changes(['synced', 'ignored', 'later'].map(id => change(id)));
		await ledger.ingest.results(['synced', 'ignored', 'later'].map(id => failed(id, {at: timeOf(now + 9 * hour)})));
		const [solved, ignored, later] = await Promise.all(['L-synced', 'L-ignored', 'L-later'].map(async recordId => idOf(ledger, recordId)));
		await ledger.ingest.results([synced('synced')]);
		await ledger.ignoreErrors({ids: [ignored ?? '']});
		clock.now += hour;
		await ledger.ignoreErrors({ids: [later ?? '']});
		assert.equal(await ledger.prune(now + 1, 500), 2);
		await assert.rejects(ledger.error(solved ?? ''), {code: 'not-found'});
		await assert.rejects(ledger.error(ignored ?? ''), {code: 'not-found'});
		assert.equal((await ledger.error(later ?? '')).state, 'ignored');
	});

	test('forgets nothing that waits, is being retried, or came back from being ignored', async () => {
		await using file = ledgerInFile();
		const {ledger} = file;
		await ledger.ingest.changes([change('waiting', {changedAt: timeOf(0)}), change('retried'), change('back')]);
		await ledger.ingest.results([failed('retried', {at: timeOf(0)}), failed('back', {at: timeOf(0)})]);
		await ledger.retryErrors({ids: [await idOf(ledger, 'L-retried')]});
		await ledger.ignoreErrors({ids: [await idOf(ledger, 'L-back')]});
		await ledger.ingest.results([failed('back', {at: timeOf(now + 3 * hour)})]);
		assert.equal(await ledger.prune(now + 2 * hour, 500), 0);
		assert.deepEqual((await ledger.ingest.retries({limit: 9})).items.map(({id}) => id), ['retried']);
		assert.deepEqual(file.read('SELECT id FROM change ORDER BY id'), ['back', 'retried', 'waiting']);
	});

	test('takes no more than it may at once, the oldest first, and says when there is no more', async () => {
		await using file = ledgerInFile();
		const {ledger} = file;
		const ids = Array.from({length: 7}, (_, index) => String(index));
		await ledger.ingest.changes(ids.map(id => change(id)));
		await ledger.ingest.results(ids.map((id, index) => index < 4 ? failed(id, {at: timeOf(now - (index + 1) * hour)}) : synced(id)));
		assert.equal(await ledger.prune(now + 1, 3), 3);
		assert.deepEqual((await ledger.errors(errorsQuery())).items.map(({recordId}) => recordId), ['L-0']);
		assert.deepEqual([await ledger.prune(now + 1, 3), await ledger.prune(now + 1, 3), await ledger.prune(now + 1, 3)], [3, 1, 0]);
		assert.deepEqual(file.read('SELECT count(*) FROM change'), [0]);
	});

	test('gives room back to what comes later: the file doesn\'t grow while as much goes as comes', async () => {
		await using file = ledgerInFile();
		const {ledger, clock} = file;
		const pages: unknown[] = [];
		for (let round = 0; round < 10; round++) {
			const ids = Array.from({length: 1000}, (_, index) => `${round}-${index}`);
			/* eslint-disable no-await-in-loop -- one hour after the other. */
			await ledger.ingest.changes(ids.map(id => change(id)));
			await ledger.ingest.results(ids.map((id, index) => index % 4 === 0 ? failed(id, {at: timeOf(clock.now)}) : synced(id)));
			clock.now += hour;
			await ledger.prune(clock.now - hour / 2, 1000);
			/* eslint-enable no-await-in-loop */
			pages.push(...file.read('PRAGMA page_count'));
		}

		assert.ok(Number(pages[9]) <= Number(pages[4]) * 1.1, pages.join(' '));
	});
});

test('what is too old, and what is retried, is sought: SQLite says so itself', () => {
	const connection = openDatabase(':memory:', now);
	const planOf = (name: string) => connection.prepare(`EXPLAIN QUERY PLAN ${sql(name)}`).all().map(({detail}) => String(detail));
	assert.deepEqual(planOf('old-changes'), ['SEARCH change USING COVERING INDEX ended_by_age (ended_at<?)']);
	assert.equal(planOf('old-errors')[0], 'SEARCH open_error USING INTEGER PRIMARY KEY (rowid<?)');
	assert.equal(planOf('retries-page')[0], 'SEARCH retry USING INTEGER PRIMARY KEY (rowid>?)');
	for (const name of ['old-changes', 'old-errors', 'retries-page', 'end-pending', 'put-back', 'end-retry', 'set-ended', 'attempts', 'forget-history', 'forget-error', 'forget-change']) {
		assert.deepEqual(planOf(name).filter(step => step.startsWith('SCAN') || step.includes('TEMP B-TREE')), [], name);
	}

	connection.close();
});

type Event =
	| {readonly kind: 'change' | 'synced' | 'skipped' | 'failed' | 'retry' | 'ignore'; readonly id: string}
	| {readonly kind: 'prune'; readonly hoursAgo: number; readonly limit: number};

const eventArbitrary: fc.Arbitrary<Event> = fc.oneof(
	{weight: 5, arbitrary: fc.record({
		kind: fc.constantFrom('change' as const, 'synced' as const, 'skipped' as const, 'failed' as const, 'failed' as const, 'retry' as const, 'ignore' as const),
		id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
	})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('prune' as const), hoursAgo: fc.nat(12), limit: fc.integer({min: 1, max: 3})})},
);

/** What there is of one change, as plainly as the rules can be written; `endedAt` where retention counts from. */
type Known = {readonly state: 'pending' | 'retrying' | 'open' | 'ended'; readonly isIgnored?: boolean; readonly failedAt?: number; readonly endedAt?: number};

function afterEvent(own: Known | undefined, kind: Exclude<Event['kind'], 'prune'>, at: number): Known | undefined {
	if (own === undefined) {
		return kind === 'change' ? {state: 'pending'} : undefined;
	}

	// What people ignore may still get a result; what the engine ended itself may not.
	const mayEnd = own.state !== 'ended' || own.isIgnored === true;
	switch (kind) {
		case 'change': {
			return own;
		}

		case 'failed': {
			return mayEnd ? {state: 'open', failedAt: at} : own;
		}

		case 'synced':
		case 'skipped': {
			return mayEnd ? {state: 'ended', endedAt: at} : own;
		}

		case 'retry': {
			return own.state === 'open' ? {state: 'retrying'} : own;
		}

		case 'ignore': {
			return own.state === 'open' ? {state: 'ended', isIgnored: true, endedAt: at} : own;
		}
	}
}

const isOld = ({state, failedAt = Infinity, endedAt = Infinity}: Known, before: number) =>
	(state === 'open' && failedAt < before) || (state === 'ended' && endedAt < before);

test('whatever happens in whatever order, what is left is what the rules leave, and all counts agree with it', async () => {
	await fc.assert(fc.asyncProperty(fc.array(eventArbitrary, {maxLength: 40}), async events => {
		let at = now;
		const ledger = openLedger({file: ':memory:', clock: () => at});
		const known = new Map<string, Known>();
		for (const event of events) {
			at += hour;
			/* eslint-disable no-await-in-loop -- one event after the other. */
			if (event.kind === 'prune') {
				const before = at - event.hoursAgo * hour;
				let pruned = 0;
				while (await ledger.prune(before, event.limit) === event.limit) {
					pruned += event.limit;
				}

				const old = known.entries().filter(([, own]) => isOld(own, before)).map(([id]) => id).toArray();
				assert.ok(pruned <= old.length);
				for (const id of old) {
					known.delete(id);
				}

				continue;
			}

			const {kind, id} = event;
			if (kind === 'change') {
				await ledger.ingest.changes([change(id)]);
			} else if (kind === 'retry' || kind === 'ignore') {
				const error = await idOf(ledger, `L-${id}`);
				await (kind === 'retry' ? ledger.retryErrors({ids: [error]}) : ledger.ignoreErrors({ids: [error]}));
			} else {
				await ledger.ingest.results([{id, outcome: kind, at: timeOf(at), message: 'No'}]);
			}
			/* eslint-enable no-await-in-loop */

			const own = afterEvent(known.get(id), kind, at);
			if (own !== undefined) {
				known.set(id, own);
			}
		}

		const idsIn = (state: Known['state']) => known.entries().filter(([, own]) => own.state === state).map(([id]) => id).toArray().toSorted(byText);
		const {items, total} = await ledger.errors(errorsQuery());
		assert.deepEqual(items.map(({recordId}) => recordId?.slice(2) ?? '').toSorted(byText), idsIn('open'));
		assert.equal(total, idsIn('open').length);
		assert.deepEqual((await ledger.ingest.retries({limit: 9})).items.map(({id}) => id).toSorted(byText), idsIn('retrying'));
		const {objects} = await ledger.status();
		const [lead] = objects;
		assert.deepEqual([lead?.pending.updates ?? 0, lead?.failed ?? 0], [idsIn('pending').length + idsIn('retrying').length, idsIn('open').length]);
		const again = await ledger.ingest.changes(['a', 'b', 'c', 'd', 'e'].map(id => change(id)));
		assert.equal(again.duplicates, known.size);
		await ledger.close();
	}), {numRuns: 150});
});

describe('retention', () => {
	test('goes on batch by batch until nothing old is left, while requests are answered, and ends when it is told to', async () => {
		await using file = ledgerInFile();
		const {ledger, clock} = file;
		const ids = Array.from({length: 5000}, (_, index) => String(index));
		await ledger.ingest.changes([...ids, 'waiting'].map(id => change(id)));
		await ledger.ingest.results(ids.map((id, index) => index % 2 === 0 ? failed(id) : synced(id)));
		clock.now += 3 * hour;
		const server = await startServer(ledger);
		const failures: unknown[] = [];
		const stop = startHousekeeping(ledger, {
			hours: 2,
			clock: () => clock.now,
			onFailure(error) {
				failures.push(error);
			},
		});
		try {
			const {status} = httpBackend(server.url);
			const failedBefore = Number((await status()).objects[0]?.failed);
			assert.ok(failedBefore > 0, 'it was answered before all was done');
			while (file.read('SELECT count(*) FROM change')[0] !== 1) {
				// eslint-disable-next-line no-await-in-loop -- until it is done; the time limit of the test is the end of patience.
				await setTimeout(5);
			}

			assert.deepEqual(failedOf(await status()), [['lead', 0]]);
		} finally {
			await stop();
			await server.close();
		}

		assert.deepEqual(failures, []);
	});

	test('says so where the ledger can\'t be pruned, and breaks nothing', async () => {
		const ledger = openLedger({file: ':memory:'});
		await ledger.close();
		const {promise, resolve} = Promise.withResolvers<unknown>();
		const stop = startHousekeeping(ledger, {hours: 1, onFailure: resolve});
		assert.match(String(await promise), /database is not open/v);
		await stop();
	});

	test('gives the index of words its room back in slices, once as much left as is in it, and finds the rest as before', async () => {
		await using file = ledgerInFile();
		const {ledger} = file;
		const ids = Array.from({length: 6000}, (_, index) => String(index));
		await ledger.ingest.changes(ids.map(id => change(id)));
		await ledger.ingest.results(ids.map(id => failed(id, {at: timeOf(now - hour + Number(id)), message: `Failed as number ${id}`})));
		const size = () => Number(file.read('SELECT sum(length(block)) FROM error_search_data')[0]);
		const full = size();
		assert.equal(await ledger.prune(now - hour + 4000, 4000), 4000);
		assert.equal(await ledger.tidy(), false, 'there is too little to do');
		assert.equal(await ledger.prune(now - hour + 5000, 1000), 1000);
		let slices = 0;
		let hasMore = true;
		while (hasMore) {
			// eslint-disable-next-line no-await-in-loop -- slice by slice.
			hasMore = await ledger.tidy();
			slices++;
		}

		assert.ok(slices > 1, `${slices} slices`);
		assert.ok(size() < full / 3, `${size()} of ${full} bytes`);
		assert.equal(await ledger.tidy(), false);
		const found = async (q: string) => (await ledger.errors(errorsQuery({q: [q], limit: 1000}))).items.length;
		assert.deepEqual([await found('number 59'), await found('number 4999')], [100, 0]);

		await ledger.prune(now, 1000);
		await ledger.ingest.changes(ids.map(id => change(`again ${id}`)));
		await ledger.ingest.results(ids.map(id => failed(`again ${id}`, {message: `Failed as number ${id}`})));
		await ledger.retryErrors({filter: filter({q: ['failed']})});
		assert.equal(await ledger.tidy(), false, 'an index in which nothing is left is cleared at once');
		assert.ok(size() < full / 100, `${size()} of ${full} bytes`);
		await ledger.ingest.results([failed('again 5', {at: timeOf(now + hour), message: 'Failed as number 5'})]);
		assert.equal(await found('number 5'), 1);
	});

	test('is what the service says', async () => {
		const ledger = openLedger({file: ':memory:', keptHours: 120});
		assert.equal((await ledger.service()).retention?.errorsHours, 120);
		await ledger.close();
		const forever = openLedger({file: ':memory:'});
		assert.equal((await forever.service()).retention, undefined);
		await forever.close();
	});
});
