/** What JSON can say and PostgreSQL can't keep as it is. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createWithLedgers} from '../../../helpers/postgres/with-ledgers.ts';
import {
	change, errorsQuery, failed, hours, synced,
} from '../../../helpers/sync-samples.ts';

const withLedgers = createWithLedgers();

/** Letters of three bytes that don't compress. */
const long = (length: number) => Array.from({length}, (_, index) => String.fromCodePoint(0x4E_00 + (index * 7919) % 20_000)).join('');

describe('texts', () => {
	it('with NUL or half a surrogate pair are kept with the sign for what cannot be read, and counted', async () => {
		await withLedgers(1, async ([ledger]) => {
			const {ingest, status, errors} = ledger!;
			for (const odd of ['\0', '\u{D800}']) {
				/* eslint-disable no-await-in-loop -- one after the other */
				const id = `id${odd}`;
				const told = change(id, {object: `o${odd}`, recordId: `r${odd}`, recordName: `n${odd}`, operation: `p${odd}`, url: `https://e/${odd}`});
				assert.deepEqual(await ingest.changes([told, told]), {accepted: 1, duplicates: 1});
				assert.deepEqual(await ingest.results([failed(id, {code: `c${odd}`, message: `m${odd}`, payload: {odd}})]), {accepted: 1, duplicates: 0, unknown: []});
				const {items, total} = await errors(errorsQuery({object: [`o${odd}`], q: [`r${odd}`]}));
				assert.deepEqual([total, items.map(({object, recordId, code}) => [object, recordId, code])], [1, [['o\u{FFFD}', 'r\u{FFFD}', 'c\u{FFFD}']]]);
				assert.deepEqual(await ingest.results([synced(id)]), {accepted: 1, duplicates: 0, unknown: []});
				assert.deepEqual(await ingest.changes([told]), {accepted: 0, duplicates: 1});
				await ingest.changes([change(`${id}2`, {object: `o${odd}`})]);
				assert.deepEqual((await status()).objects.map(({object, pending, failed: inError}) => [object, pending.updates, inError]), [['o\u{FFFD}', 1, 0]]);
				await ingest.results([synced(`${id}2`)]);
				assert.deepEqual(await ingest.describe({name: odd, objects: [{object: `o${odd}`, label: odd}]}), {accepted: 1});
				await ingest.history([{object: `o${odd}`, start: '2026-11-22T10:00:00Z', synced: 1, failed: 0}]);
				// The next one's id would be the same.
				await ledger!.prune(Infinity, 100);
				/* eslint-enable no-await-in-loop */
			}
		});
	});

	it('that name the same quarter hour in two ways set it twice, and the last stands', async () => {
		await withLedgers(1, async ([ledger]) => {
			const buckets = ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00+01:00'].map((start, index) => ({object: 'lead', start, synced: index + 1, failed: 0}));
			assert.deepEqual(await ledger!.ingest.history(buckets), {accepted: 3});
			assert.deepEqual((await ledger!.throughput(hours('2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z'))).buckets.map(bucket => bucket.synced), [3]);
		});
	});

	it('that are longer than an index takes are refused in words, with all of their batch', async () => {
		await withLedgers(1, async ([ledger]) => {
			const {ingest, status} = ledger!;
			const refused = (detail: string) => ({code: 'invalid-request', message: detail});
			await assert.rejects(ingest.changes([change('a'), change(long(700))]), refused('the id of change 2 has 2100 bytes, and a ledger on PostgreSQL takes 2000; make it shorter'));
			await assert.rejects(ingest.changes([change('a', {object: long(340)})]), refused('the object of change 1 has 1020 bytes, and a ledger on PostgreSQL takes 1000; make it shorter'));
			await assert.rejects(ingest.changes([change('a', {operation: long(340)})]), refused('the operation of change 1 has 1020 bytes, and a ledger on PostgreSQL takes 1000; make it shorter'));
			await assert.rejects(ingest.history([{object: long(340), start: '2026-11-22T10:00:00Z', synced: 1, failed: 0}]), /^ProblemError: the object of quarter hour 1 has 1020 bytes/v);
			await assert.rejects(ingest.describe({objects: [{object: long(340)}]}), /^ProblemError: the name of object 1 has 1020 bytes/v);
			assert.deepEqual((await status()).objects, []);
		});
	});

	it('as long as an index takes are kept, whatever becomes of their change', async () => {
		await withLedgers(1, async ([ledger]) => {
			const {ingest, errors, retryErrors, pending} = ledger!;
			const id = long(666);
			const object = long(333);
			await ingest.changes([change(id, {object, operation: long(333), recordId: long(5000), recordName: long(5000), url: long(5000)})]);
			await ingest.results([failed(id, {code: long(5000), message: long(5000)})]);
			const {items} = await errors(errorsQuery());
			assert.deepEqual(await retryErrors({ids: items.map(error => error.id)}), {accepted: 1, refused: []});
			assert.equal((await pending(object, {limit: 1})).items.length, 1);
			assert.deepEqual(await ingest.results([synced(id)]), {accepted: 1, duplicates: 0, unknown: []});
			assert.deepEqual(await ingest.changes([change(id)]), {accepted: 0, duplicates: 1});
		});
	});
});
