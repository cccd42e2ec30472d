import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {describe} from 'node:test';
import {parse} from 'csv-parse/sync';
import {csvHeader, csvLine, jsonLine} from '../../../source/contract/error-lines.ts';
import type {SyncError} from '../../../source/contract/errors.ts';
import {errorSortColumns, type ErrorsExportQuery} from '../../../source/contract/queries.ts';
import type {Ledger} from '../../../source/backends/ledger/ledger.ts';
import type {OpenBackend} from '../backend-suite.ts';
import {change, errorsQuery, failed, filter, ms, synced} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

type Asked = Omit<Ledger, 'close'>;

function exportQuery(other: Partial<ErrorsExportQuery> = {}): ErrorsExportQuery {
	return {...filter(), sort: {column: 'occurredAt', descending: true}, format: 'csv', raw: 'false', ...other};
}

async function textOf({exportErrors}: Asked, query: Partial<ErrorsExportQuery> = {}): Promise<string> {
	const {pieces} = await exportErrors(exportQuery(query));
	return text(pieces);
}

const idsOf = (csv: string): string[] => parse(csv, {columns: true}).map(row => (row as {recordId: string}).recordId);

/** Ten errors, some of the same values, with much in them that a format could trip over. */
async function reportTen({ingest}: Asked): Promise<void> {
	const odd = ['=1+1', '+1', '-1', '@a', '\tb', '\rc', 'a "quoted" word', 'two\r\nlines, and a comma', 'nul \0 and \u{1F600} and \u{FFFE}', ''];
	await ingest.changes(odd.map((words, number) => change(`c${number}`, {
		recordId: `R-${number}`, recordName: number % 3 === 0 ? null : words, object: number % 2 === 0 ? 'lead' : '=contact', operation: number % 2 === 0 ? 'insert' : 'merge "x"',
		direction: number % 4 < 2 ? 'inbound' : 'outbound', url: number % 2 === 0 ? `https://crm.example/?a="${number}"` : undefined,
	})));
	const times = ['0000-01-01T00:00:00.000Z', '0001-02-03T04:05:06.789Z', '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.001Z', '9999-12-31T23:59:59.999Z'];
	await ingest.results(odd.map((words, number) => failed(`c${number}`, {
		at: times[number] ?? `2026-11-22T12:00:0${number % 2}.${number}07Z`, code: number % 4 === 0 ? null : String(number % 2), message: number === 5 ? null : words,
	})));
	await ingest.changes([change('c7')]);
	await ingest.results([failed('c7', {at: '2026-11-22T12:30:00.500Z', message: 'again'})]);
}

async function listed({errors}: Asked, other: Partial<ErrorsExportQuery>): Promise<SyncError[]> {
	const {sort, ...wanted} = exportQuery(other);
	return (await errors(errorsQuery({...wanted, sort, limit: 1000}))).items;
}

export function exportSuite(open: OpenBackend): void {
	describe('an export of errors', () => {
		for (const column of errorSortColumns) {
			for (const descending of [false, true]) {
				withBackend(open, `sorted by ${descending ? '-' : ''}${column} holds the very errors of the list, in its order`, async backend => {
					await reportTen(backend);
					const items = await listed(backend, {sort: {column, descending}});
					assert.equal(items.length, 10);
					const asked = {sort: {column, descending}};
					assert.equal(await textOf(backend, {...asked, format: 'ndjson'}), items.map(item => jsonLine(item)).join(''));
					assert.equal(await textOf(backend, asked), csvHeader + items.map(item => csvLine(item, false)).join(''));
					assert.equal(await textOf(backend, {...asked, raw: 'true'}), csvHeader + items.map(item => csvLine(item, true)).join(''));
				});
			}
		}

		const filters: ReadonlyArray<readonly [what: string, wanted: Partial<ErrorsExportQuery>, count: number]> = [
			['words', {q: ['lines']}, 1],
			['short words', {q: ['+1']}, 2],
			['an object', {object: ['=contact']}, 5],
			['what it must not have', {q: ['!quoted'], code: ['!1']}, 5],
			['a span of time', {from: ms('1969-12-31T00:00:00Z'), to: ms('1970-01-02T00:00:00Z')}, 2],
			['what nothing has', {q: ['nowhere to be found']}, 0],
			['another level', {level: ['job']}, 0],
		];
		for (const [what, wanted, count] of filters) {
			withBackend(open, `of ${what} holds what the list of it does`, async backend => {
				await reportTen(backend);
				const items = await listed(backend, wanted);
				assert.equal(items.length, count);
				assert.equal(await textOf(backend, wanted), csvHeader + items.map(item => csvLine(item, false)).join(''));
			});
		}

		withBackend(open, 'of nothing is a line of headings', async backend => {
			assert.equal(await textOf(backend), 'id,level,object,recordId,recordName,operation,direction,code,message,occurredAt,firstSeenAt,attempts,state,url\r\n');
			assert.equal(await textOf(backend, {format: 'ndjson'}), '');
		});

		withBackend(open, 'says at once how many errors it will hold', async backend => {
			await reportTen(backend);
			const cases: ReadonlyArray<readonly [wanted: Partial<ErrorsExportQuery>, total: number]> = [[{}, 10], [{object: ['lead']}, 5], [{q: ['nowhere to be found']}, 0]];
			for (const [wanted, total] of cases) {
				// eslint-disable-next-line no-await-in-loop
				assert.equal((await backend.exportErrors(exportQuery(wanted))).total, total);
			}
		});

		withBackend(open, 'refuses a filter before it gives anything', async ({exportErrors}) => {
			await assert.rejects(exportErrors(exportQuery({q: Array.from({length: 201}, () => 'a')})), {code: 'invalid-request'});
		});

		for (const descending of [true, false]) {
			withBackend(open, `${descending ? 'newest' : 'oldest'} first holds what was there when it began, each error once, whatever comes and moves meanwhile`, async backend => {
				const numbers = Array.from({length: 3000}, (_, number) => number);
				await backend.ingest.changes(numbers.map(number => change(`n${number}`, {recordId: String(number)})));
				await backend.ingest.results(numbers.map(number => failed(`n${number}`, {at: new Date(ms('2026-11-22T12:00:00Z') + number).toISOString()})));
				const {pieces} = await backend.exportErrors(exportQuery({sort: {column: 'occurredAt', descending}}));
				const [first, last] = descending ? ['n2999', 'n0'] : ['n0', 'n2999'];
				const all: Buffer[] = [];
				for await (const piece of pieces) {
					if (all.length === 0) {
						// New ones before, within and after what is still to be read; and of the old ones, one fails again and one is gone.
						await backend.ingest.changes([change('new'), change('older'), change('within'), change(first), change(last)]);
						await backend.ingest.results([
							failed('new', {at: '2026-11-22T13:00:00Z'}),
							failed('older', {at: '2026-11-22T11:00:00Z'}),
							failed('within', {at: '2026-11-22T12:00:01.500Z'}),
							failed(first, {at: '2026-11-22T13:01:00Z'}),
							synced(last),
						]);
					}

					all.push(Buffer.from(piece));
				}

				const ids = idsOf(Buffer.concat(all).toString()).map(Number);
				assert.equal(new Set(ids).size, ids.length);
				const kept = ids.filter(id => id > 0 && id < 2999);
				assert.deepEqual(kept, numbers.slice(1, -1).toSorted((a, b) => descending ? b - a : a - b));
				assert.ok(ids.every(id => id >= 0), 'what came meanwhile is not in it');
			});
		}

		withBackend(open, 'may be left early, and begun anew while another runs', async backend => {
			await reportTen(backend);
			const one = (await backend.exportErrors(exportQuery())).pieces[Symbol.asyncIterator]();
			await one.next();
			await backend.ingest.changes([change('late')]);
			await backend.ingest.results([failed('late')]);
			assert.equal(idsOf(await textOf(backend)).length, 11);
			await one.return?.();
			assert.equal(idsOf(await textOf(backend)).length, 11);
		});
	});
}
