/** The pages of an export, each read as one text: a row of JavaScript for each error would take half as much time again, and more memory. */
import type {ErrorsExportQuery} from '../../contract/queries.ts';
import {numberOf, type Row} from './columns.ts';
import type {Database} from './database.ts';
import type {ErrorPlan, PageEnd} from './plan-errors.ts';
import {sql} from './sql.ts';

/** Rows by time: some 300 KB, read in 4 ms, in which nobody else is answered. */
const rowsByTime = 1000;

/** Rows in other orders, which may have to look at all that the filter lets through for each page. */
const rowsSorted = 2000;

/** The lines of each page in UTF-8. `line` is an expression over the row of `error`, null for what is left out. */
export type ReadPages = (line: string) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export function pagesOf(database: Database, plan: ErrorPlan, {sort, format, raw, ...filter}: ErrorsExportQuery): ReadPages {
	const isByTime = sort.column === 'occurredAt';
	const isEverything = Object.values(filter).flat().every(value => value === undefined);
	return isByTime && isEverything
		? line => walk(database, line, sort.descending)
		: line => readPlan(plan, line, isByTime ? rowsByTime : rowsSorted);
}

// Where nothing is asked of them, errors need not be found before they are read.
function * walk(database: Database, line: string, isDescending: boolean): Generator<Uint8Array> {
	const question = sql('export-walk', isDescending
		? {line, order: 'DESC', beyond: '<', last: 'min'}
		: {line, order: 'ASC', beyond: '>', last: 'max'});
	let after = isDescending ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
	for (;;) {
		const row = database.statement(question).get({after, limit: rowsByTime}) ?? {};
		if (row.last === null) {
			return;
		}

		yield * linesOf(row);
		after = numberOf(row, 'last');
	}
}

async function * readPlan(plan: ErrorPlan, line: string, limit: number): AsyncGenerator<Uint8Array> {
	let after: PageEnd | undefined;
	do {
		// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
		const {rows, next} = await plan.page(`CAST(string_agg(${line}, '') AS BLOB) AS lines`, after, limit);
		yield * linesOf(rows[0] ?? {});
		after = next;
	} while (after !== undefined);
}

/** None where all of a page is left out. */
function linesOf({lines}: Row): Uint8Array[] {
	return lines instanceof Uint8Array ? [lines] : [];
}
