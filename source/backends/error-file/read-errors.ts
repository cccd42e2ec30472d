/** The rows of a file as errors. */
import type {SyncError} from '../../contract/errors.ts';
import {ProblemError} from '../../contract/problem.ts';
import {zoneNamed, type Zone} from '../../domain/zone.ts';
import {findColumns, type Columns, type Field} from './columns.ts';
import {parseTime, slashOrderOf, type SlashOrder} from './parse-time.ts';
import {readRows} from './read-rows.ts';

export type ErrorFileOptions = {
	/** A path. */
	readonly file: string;
	/** Our names of columns → the file's, where they can't be guessed. */
	readonly columns?: Readonly<Record<string, string>> | undefined;
	/** Of times that come without one: an IANA name; UTC unless it is said. */
	readonly timeZone?: string | undefined;
	/** Told what a person should know of the file. */
	readonly say?: ((line: string) => void) | undefined;
	/** ms UTC. */
	readonly clock?: (() => number) | undefined;
};

export type FileErrors = {
	readonly errors: readonly SyncError[];
	/** Which fields the file has. */
	readonly fields: ReadonlySet<Field>;
};

/** All of them, in memory. Throws a ProblemError `invalid-request` of one line. */
export async function readErrorFile({file, columns: said = {}, timeZone = 'UTC', say}: ErrorFileOptions): Promise<FileErrors> {
	const {header, rows, unreadable, writtenAt} = await readRows(file);
	const columns = findColumns(header, said);
	const zone = zoneNamed(timeZone);
	const slashes = columns.has('occurredAt') ? await slashOrderIn(rows(), columns) : 'month-first';
	const errors: SyncError[] = [];
	const ids = new Map<string, number>();
	let untimed = 0;
	for await (const row of rows()) {
		const at = columns.has('occurredAt') ? parseTime(cellOf(row, columns, 'occurredAt') ?? '', zone, slashes) : writtenAt;
		untimed += Number(at === undefined);
		errors.push(errorOf(row, columns, {at: at ?? 0, id: ownId(cellOf(row, columns, 'id') ?? `row-${errors.length + 1}`, ids), zone, slashes}));
	}

	if (!columns.has('occurredAt')) {
		say?.('the file has no column with a time: all errors are shown at the time at which it was written');
	}

	if (untimed > 0 && untimed === errors.length) {
		throw new ProblemError('invalid-request', `no time in the column ${JSON.stringify(header[columns.get('occurredAt') ?? -1])} of ${file} can be read; say which one has times with --columns occurredAt=NAME`);
	}

	if (untimed > 0) {
		say?.(`${untimed} rows have a time that can't be read: they are listed last, in 1970`);
	}

	if (unreadable() > 0) {
		say?.(`${unreadable()} lines were left out, as they are no CSV`);
	}

	return {errors, fields: new Set(columns.keys())};
}

/** Of the first date that can be read in one way alone. */
async function slashOrderIn(rows: AsyncIterable<readonly string[]>, columns: Columns): Promise<SlashOrder> {
	for await (const row of rows) {
		const order = slashOrderOf(cellOf(row, columns, 'occurredAt') ?? '');
		if (order !== undefined) {
			return order === 'none' ? 'month-first' : order;
		}
	}

	return 'month-first';
}

/** A record that failed twice is two errors, and each can be opened. */
function ownId(id: string, ids: Map<string, number>): string {
	const count = (ids.get(id) ?? 0) + 1;
	ids.set(id, count);
	return count === 1 ? id : `${id} (${count})`;
}

type Place = {readonly at: number; readonly id: string; readonly zone: Zone; readonly slashes: SlashOrder};

function errorOf(row: readonly string[], columns: Columns, {at, id, zone, slashes}: Place): SyncError {
	const cell = (field: Field) => cellOf(row, columns, field);
	const firstSeen = parseTime(cell('firstSeenAt') ?? '', zone, slashes);
	const attempts = Number(cell('attempts') ?? NaN);
	return {
		id,
		level: 'record',
		object: cell('object') ?? null,
		recordId: cell('recordId') ?? null,
		recordName: cell('recordName') ?? null,
		operation: operationOf(cell('operation')),
		direction: directionOf(cell('direction')),
		code: cell('code') ?? null,
		message: cell('message') ?? null,
		occurredAt: new Date(at).toISOString(),
		firstSeenAt: firstSeen === undefined ? null : new Date(firstSeen).toISOString(),
		attempts: Number.isSafeInteger(attempts) && attempts >= 0 ? attempts : null,
		state: 'open',
		url: cell('url') ?? null,
	};
}

/** Undefined for an empty cell. An export for spreadsheets puts a `'` before what could be a formula. */
function cellOf(row: readonly string[], columns: Columns, field: Field): string | undefined {
	const text = row[columns.get(field) ?? -1];
	return text === undefined || text === '' ? undefined : text.replace(/^'(?=[\t\r+\-=@])/v, '');
}

const operations: Readonly<Record<string, string>> = {insert: 'insert', create: 'insert', add: 'insert', update: 'update', edit: 'update', delete: 'delete', remove: 'delete'};

function operationOf(text: string | undefined): string | null {
	const word = text?.trim().toLowerCase();
	return word === undefined ? null : (Object.hasOwn(operations, word) ? operations[word] : undefined) ?? word;
}

/** `Dynamics to Marketo` is inbound, as Marketo is the target of the sync. */
function directionOf(text: string | undefined): 'inbound' | 'outbound' | null {
	const word = text?.trim().toLowerCase() ?? '';
	if (/^in(?:bound)?$|to marketo|crm *(?:->|→|to)/v.test(word)) {
		return 'inbound';
	}

	return /^out(?:bound)?$|from marketo|marketo *(?:->|→|to)|to (?:crm|dynamics|salesforce)/v.test(word) ? 'outbound' : null;
}
