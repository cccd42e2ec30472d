/** The filter in memory lets through what the ledger's own questions do. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import fc from 'fast-check';
import {openLedger, type LocalLedger} from '../../../source/backends/ledger/ledger.ts';
import type {SyncError} from '../../../source/contract/errors.ts';
import {errorMatcher, searchedText} from '../../../source/domain/errors/match-error.ts';
import {sortErrors} from '../../../source/domain/errors/sort-errors.ts';
import {errorSortColumns} from '../../../source/contract/queries.ts';
import {
	change, errorsQuery, failed, filter, now,
} from '../../helpers/sync-samples.ts';

const words = ['a', 'lead', 'ÁNA', '%', '_', '1007', 'two words', '"', '\\', '*', '!', ''];
const piece = fc.constantFrom('le', 'ad', '*', '!', '', 'contact', 'lead', '10', '07', 'Ł', '**');
const value = fc.array(piece, {maxLength: 3}).map(pieces => pieces.join(''));
const anyFilter = fc.record({
	q: fc.array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...words).map(word => `!${word}`)), {maxLength: 2}),
	object: fc.array(value, {maxLength: 2}), operation: fc.array(value, {maxLength: 1}), direction: fc.array(fc.constantFrom('inbound', '!outbound', 'in*'), {maxLength: 1}),
	code: fc.array(value, {maxLength: 2}), level: fc.array(fc.constantFrom('record', 'job', '!job', 'rec*'), {maxLength: 1}),
	from: fc.option(fc.integer({min: now - 40, max: now}), {nil: undefined}), to: fc.option(fc.integer({min: now - 40, max: now}), {nil: undefined}),
});

describe('the filter of errors in memory', () => {
	let ledger: LocalLedger;
	let all: readonly SyncError[];
	before(async () => {
		ledger = openLedger({file: ':memory:', clock: () => now});
		const ids = Array.from({length: 40}, (_, index) => String(index));
		await ledger.ingest.changes(ids.map((id, index) => change(id, {
			object: ['lead', 'contact', 'le*ad', 'Łead'][index % 4]!, operation: ['insert', 'update', 'lead'][index % 3]!, direction: index % 5 === 0 ? 'outbound' : 'inbound', recordName: [null, 'Ána', 'a % b_c', 'two words', '"q" \\'][index % 5]!,
		})));
		await ledger.ingest.results(ids.map((id, index) => failed(id, {at: new Date(now - index).toISOString(), code: [null, '1007', '10', ''][index % 4] ?? null, message: index % 6 === 0 ? null : `Lead ${index}!`})));
		const page = await ledger.errors(errorsQuery({limit: 1000}));
		all = page.items;
	});
	after(async () => {
		await ledger.close();
	});

	it('lets through what the ledger does, whatever is asked', async () => {
		await fc.assert(fc.asyncProperty(anyFilter, fc.constantFrom(...errorSortColumns), fc.boolean(), async (asked, column, descending) => {
			const isLetThrough = errorMatcher(filter(asked));
			const sort = {column, descending};
			const mine = sortErrors(all.filter(error => isLetThrough(error, searchedText(error))), sort);
			const page = await ledger.errors(errorsQuery({...asked, sort, limit: 1000}));
			assert.deepEqual(mine.map(({id}) => id), page.items.map(({id}) => id));
		}), {numRuns: 300});
	});
});
