/**
Errors as lines of a document, written by SQLite: an expression per format over the row of `error`. With a million rows in a file, a core writes some
240,000 lines of CSV a second so. Rows as objects of JavaScript are 150,000 a second with a writer of our own (error-lines.ts of the contract, which
gives the same bytes), 120,000 with csv-stringify.

CSV is RFC 4180 with every text quoted, whatever is in it: to find out whether it has to be would cost more than the quotes. A missing text (nothing)
differs from an empty one (`""`). Times, numbers and words of the contract can hold nothing to quote.
*/
import {SyncErrorSchema, type SyncError} from '../../contract/errors.ts';

type Column = {
	/** An expression whose value is what the API says in this column. */
	readonly value: string;
	/** Arguments of concat() for its cell; undefined for what an engine may have sent. */
	readonly cell?: string;
};

const text = (value: string): Column => ({value});
const plain = (value: string): Column => ({value, cell: value});

/** `%f` is seconds with ms. As a real number, because whole numbers would round times before 1970 the other way. */
const time = (column: string): Column => plain(`strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`);

const columns: Readonly<Record<keyof SyncError, Column>> = {
	id: {value: '\'e-\' || error.error_id', cell: '\'"e-\', error.error_id, \'"\''},
	level: plain('\'record\''),
	object: text('error.object'),
	recordId: text('error.record_id'),
	recordName: text('error.record_name'),
	operation: text('error.operation'),
	direction: plain('error.direction'),
	code: text('error.code'),
	message: text('error.message'),
	occurredAt: time('error.occurred_at'),
	firstSeenAt: time('error.first_seen_at'),
	attempts: plain('error.attempts'),
	state: plain('error.state'),
	url: text('error.url'),
};

const names = Object.keys(SyncErrorSchema.entries) as ReadonlyArray<keyof SyncError>;

/** The line of headings, with its end. */
export const csvHeader = `${names.join(',')}\r\n`;

/**
SQL for one error as a line of CSV, with its end. Without `isRaw`, a cell that a spreadsheet could take for a formula (it begins with tab, carriage
return, `+`, `-`, `=` or `@`) gets a `'` before it.
*/
export function csvLine(isRaw: boolean): string {
	const cells = names.map(name => columns[name].cell ?? textCell(columns[name].value, isRaw));
	// Null is nothing to concat().
	return `concat(${cells.join(', \',\', ')}, char(13, 10))`;
}

/** SQL for one error as a line of JSON, with its end. */
export function jsonLine(): string {
	return `json_object(${names.map(name => `'${name}', ${columns[name].value}`).join(', ')}) || char(10)`;
}

function textCell(value: string, isRaw: boolean): string {
	const start = isRaw ? '\'"\'' : `iif(unicode(${value}) IN (9, 13, 43, 45, 61, 64), '"''', '"')`;
	// Few texts have a quote, and to look for one is cheaper than to replace none.
	return `${start} || iif(instr(${value}, '"'), replace(${value}, '"', '""'), ${value}) || '"'`;
}
