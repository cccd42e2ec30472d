/** The rows of a file as errors. */
import type {SyncError} from '../../contract/errors.ts';
import {zoneNamed, type Zone} from '../../domain/zone.ts';
import {findColumns, type Columns, type Field} from './columns.ts';
import {parseTime} from './parse-time.ts';
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
	const errors: SyncError[] = [];
	let untimed = 0;
	for await (const row of rows()) {
		const at = columns.has('occurredAt') ? parseTime(cellOf(row, columns, 'occurredAt') ?? '', zone) : writtenAt;
		if (at === undefined) {
			untimed++;
			continue;
		}

		errors.push(errorOf(row, columns, {at, number: errors.length + 1, zone}));
	}

	if (!columns.has('occurredAt')) {
		say?.('the file has no column with a time: all errors are shown at the time at which it was written');
	}

	if (untimed > 0) {
		say?.(`${untimed} rows were left out, as their time can't be read`);
	}

	if (unreadable() > 0) {
		say?.(`${unreadable()} lines were left out, as they are no CSV`);
	}

	return {errors, fields: new Set(columns.keys())};
}

type Place = {readonly at: number; readonly number: number; readonly zone: Zone};

function errorOf(row: readonly string[], columns: Columns, {at, number, zone}: Place): SyncError {
	const cell = (field: Field) => cellOf(row, columns, field);
	const firstSeen = parseTime(cell('firstSeenAt') ?? '', zone);
	const attempts = Number(cell('attempts') ?? NaN);
	return {
		id: cell('id') ?? `row-${number}`,
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
	return word === undefined ? null : operations[word] ?? word;
}

/** `Dynamics to Marketo` is inbound, as Marketo is the target of the sync. */
function directionOf(text: string | undefined): 'inbound' | 'outbound' | null {
	const word = text?.trim().toLowerCase() ?? '';
	if (/^in(?:bound)?$|to marketo|crm *(?:->|→|to)/v.test(word)) {
		return 'inbound';
	}

	return /^out(?:bound)?$|from marketo|marketo *(?:->|→|to)|to (?:crm|dynamics|salesforce)/v.test(word) ? 'outbound' : null;
}
