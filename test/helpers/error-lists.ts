/** What any ledger's lists of errors have to be, told by a plain filter and sort in JavaScript. */
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {after, test} from 'node:test';
import * as fc from 'fast-check';
import type {Ledger} from '../../source/backends/ledger/ledger.ts';
import type {SyncError} from '../../source/contract/errors.ts';
import {errorSortColumns, type ErrorFilter, type ErrorSortColumn, type ErrorsQuery} from '../../source/contract/queries.ts';
import {
	change, errorsQuery, failed, ms,
} from './sync-samples.ts';

/** Few values, so that many errors are alike in many ways: of some ms there are several. */
const objects = ['lead', 'contact', 'Lead'];
const codes = ['1007', '0x80040333', '0x8004', null];
const names = ['Ana PÉREZ', 'ana', '\u{1F600} Bo', '\u{FB01} Bo', null, `${'x'.repeat(64)}a`, `${'x'.repeat(64)}b`];
const messages = ['Multiple leads match the criteria', 'criteria: the leads match', 'Said "no" to *', null, 'E\u{301}'];
const count = 3000;
const start = ms('2026-11-22T12:00:00Z');

/** All errors occur within this many steps of time. */
const steps = 1350;

const many = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 2) => fc.oneof({weight: 3, arbitrary: fc.constant<T[]>([])}, {weight: 2, arbitrary: fc.array(arbitrary, {minLength: 1, maxLength})});
const negatable = (values: readonly string[]) => fc.tuple(fc.constantFrom('', '', '!'), fc.constantFrom(...values)).map(parts => parts.join(''));
const filterOf = (time: fc.Arbitrary<number | undefined>): fc.Arbitrary<ErrorFilter> => fc.record({
	q: many(negatable(['ana', 'PÉREZ', 'r-49', 'o', 'é', 'bo', '"no"', 'leads match', 'multiple leads match the criteria', 'criteria: the leads', 'nothing of this', 'xxxx', '*', '1007']), 3),
	object: many(negatable(['lead', 'contact', 'Lead', 'l*', '*a*', 'none'])),
	operation: many(negatable(['insert', 'update'])),
	direction: many(negatable(['inbound', 'outbound', '*bound'])),
	code: many(negatable(['1007', '0x*', '', '*', '0x8004'])),
	level: many(negatable(['record', 'job', 'r*']), 1),
	from: time,
	to: time,
});
const sortArbitrary: fc.Arbitrary<ErrorsQuery['sort']> = fc.record({column: fc.constantFrom(...errorSortColumns), descending: fc.boolean()});

const fold = (text: string) => text.normalize('NFC').toLowerCase();

function passes({q, from = -Infinity, to = Infinity, ...lists}: ErrorFilter, error: SyncError): boolean {
	const texts = [error.recordId, error.recordName, error.code, error.message].map(text => fold(text ?? ''));
	const has = (word: string) => texts.some(text => text.includes(fold(word)));
	const at = Date.parse(error.occurredAt);
	const isLike = (pattern: string, value: string) => new RegExp(`^${pattern.split('*').map(part => part.replaceAll(/\W/gv, '[$&]')).join('.*')}$`, 'sv').test(value);
	return at >= from && at < to
		&& q.every(word => (word.length > 1 && word.startsWith('!') ? !has(word.slice(1)) : has(word)))
		&& (['object', 'operation', 'direction', 'code', 'level'] as const).every(name => {
			const value = error[name] ?? '';
			const wanted = lists[name].filter(one => !one.startsWith('!'));
			return (wanted.length === 0 || wanted.some(one => isLike(one, value))) && lists[name].every(one => !one.startsWith('!') || !isLike(one.slice(1), value));
		});
}

/** Numbers as numbers, texts by code points and as far as they are compared. */
function keyOf(error: SyncError, column: ErrorSortColumn): number | Buffer {
	const value = error[column];
	return typeof value === 'number' ? value : Buffer.from([...value ?? ''].slice(0, 64).join(''));
}

function compare(a: number | Buffer, b: number | Buffer): number {
	return typeof a === 'number' || typeof b === 'number' ? Number(a) - Number(b) : Buffer.compare(a, b);
}

/** What is expected of `all`, by ids. Sorting is stable, so errors alike stay in the order of time. */
function expected(all: readonly SyncError[], filter: ErrorFilter, {column, descending}: ErrorsQuery['sort']): string[] {
	const ascending = all.filter(error => passes(filter, error)).toSorted((a, b) => compare(keyOf(a, column), keyOf(b, column)));
	return (descending ? ascending.toReversed() : ascending).map(({id}) => id);
}

async function pages(ledger: Ledger, query: ErrorsQuery): Promise<string[]> {
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
		const page = await ledger.errors({...query, cursor});
		ids.push(...page.items.map(({id}) => id));
		assert.equal(page.searchedFrom, undefined);
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);

	return ids;
}

/** Resolves with all its errors, in the order of time; of the same ms, in the order in which they were reported. `step` in ms. */
async function fill(ledger: Ledger, step: number): Promise<SyncError[]> {
	const of = <T>(values: readonly T[], index: number, repeated: number) => values[Math.floor(index / repeated) % values.length]!;
	const indexes = Array.from({length: count}, (_, index) => index);
	await ledger.ingest.changes(indexes.map(index => change(String(index), {
		object: of(objects, index, 1), operation: of(['insert', 'update'], index, 3), direction: of(['inbound', 'outbound'], index, 7), recordName: of(names, index, 2),
		recordId: `R-${index % 500}`,
	})));
	const failures = indexes.map(index => failed(String(index), {
		at: new Date(start + (index * 7919 % 900 * step)).toISOString(), code: of(codes, index, 5), message: of(messages, index, 11),
	}));
	await ledger.ingest.results(failures);
	// Some fail again, and so move.
	await ledger.ingest.results(failures.filter((_, index) => index % 10 === 0).map(failure => ({...failure, at: new Date(Date.parse(failure.at) + (450 * step)).toISOString()})));
	const {items} = await ledger.errors(errorsQuery({sort: {column: 'occurredAt', descending: false}, limit: count}));
	return items;
}

export type ErrorLists = {
	/** An empty ledger; it is closed at the end. */
	readonly open: () => Promise<Ledger>;
	/** ms between errors that don't occur at the same time. */
	readonly step: number;
	readonly numRuns: number;
};

/** Whatever is asked, in whatever order and pages of whatever size: the pages together are what a plain filter and sort of all errors gives. */
export function errorListsProperty(name: string, {open, step, numRuns}: ErrorLists): void {
	let ledger: Ledger | undefined;
	after(async () => {
		await ledger?.close();
	});

	test(`pages, totals, facets and causes of any filter are those of a plain filter over all errors: ${name}`, async () => {
		ledger = await open();
		const opened = ledger;
		const all = await fill(opened, step);
		assert.equal(all.length, count);
		assert.deepEqual(all.map(({occurredAt}) => occurredAt), all.map(({occurredAt}) => occurredAt).toSorted());
		const time = fc.option(fc.integer({min: 0, max: steps + 50}).map(offset => start + (offset * step)), {nil: undefined, freq: 4});
		await fc.assert(fc.asyncProperty(filterOf(time), sortArbitrary, fc.constantFrom(1000, 300, 97), async (filter, sort, limit) => {
			const wanted = expected(all, filter, sort);
			assert.deepEqual(await pages(opened, errorsQuery({...filter, sort, limit})), wanted);
			const {total} = await opened.errors(errorsQuery({...filter, sort, limit: 1, total: 'exact'}));
			assert.equal(total, wanted.length);
			const facets = await opened.errorFacets(filter);
			const {causes} = await opened.errorCauses({...filter, limit: 1000});
			for (const counts of [facets.object, facets.operation, facets.direction, facets.code, causes]) {
				assert.equal(counts?.reduce((sum, one) => sum + Number(one.count), 0), wanted.length);
			}
		}), {numRuns});
	});
}
