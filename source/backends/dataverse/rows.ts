/** Rows as they come from the service, and what they say in the words of the contract. */
import * as v from 'valibot';
import type {SyncError} from '../../contract/errors.ts';
import type {Direction} from '../../contract/common.ts';
import type {PendingRecord} from '../../contract/pending.ts';
import type {OldestRecord} from '../../contract/status.ts';
import type {Field, Fields} from './fields.ts';
import type {LinkOf} from './links.ts';
import type {Column} from './table.ts';

export const RowSchema = v.record(v.string(), v.unknown());
export type Row = v.InferOutput<typeof RowSchema>;

/** Characters: a message of Dataverse may be a megabyte of stack trace, and a list holds a thousand of them. */
const maxText = 20_000;

/** Null for nothing. */
export function textOf(row: Row, column: Pick<Column, 'name'> | undefined): string | null {
	const value = column === undefined ? undefined : row[column.name];
	const text = typeof value === 'string' ? value : (typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');
	return text === '' ? null : (text.length > maxText ? `${text.slice(0, maxText)}…` : text);
}

/** The words that the service has for the value, where it has any. */
export function wordsFor(row: Row, column: Column | undefined): string | null {
	const formatted = column?.isFormatted === true ? textOf(row, {name: `${column.name}@OData.Community.Display.V1.FormattedValue`}) : null;
	return formatted ?? textOf(row, column);
}

/** In our words. */
export function wordOf(row: Row, field: Field | undefined): string | null {
	if (field?.kind !== 'column') {
		return field?.word ?? null;
	}

	const value = textOf(row, field.column);
	return value === null ? null : field.words.get(value) ?? value;
}

/** Rows without an object are told under this name: they wait all the same. */
export const noObject = '(none)';

export function objectOf(row: Row, {object}: Fields): string {
	return wordOf(row, object) ?? noObject;
}

export function directionOf(row: Row, field: Field | undefined): Direction | null {
	const word = wordOf(row, field);
	return word === 'inbound' || word === 'outbound' ? word : null;
}

/** RFC 3339 in UTC; null for what is no time. */
export function timeOf(row: Row, column: Pick<Column, 'name'> | undefined): string | null {
	const ms = Date.parse(textOf(row, column) ?? '');
	return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** A row that is no longer in error was one, as far as anyone asks for it as such. */
const errorStates: Readonly<Record<string, SyncError['state']>> = {failed: 'open', pending: 'retrying', synced: 'resolved'};

const unknownTime = new Date(0).toISOString();

export function syncErrorOf(row: Row, fields: Fields, linkOf: LinkOf): SyncError {
	const {key, object, operation, direction, state, recordId, recordName, failedAt, changedAt, code, message, url} = fields;
	const stateWord = wordOf(row, state) ?? '';
	return {
		id: textOf(row, key) ?? '',
		level: 'record',
		object: wordOf(row, object),
		recordId: textOf(row, recordId),
		recordName: wordsFor(row, recordName),
		operation: wordOf(row, operation),
		direction: directionOf(row, direction),
		code: wordOf(row, code),
		message: wordsFor(row, message),
		occurredAt: timeOf(row, failedAt) ?? timeOf(row, changedAt) ?? unknownTime,
		firstSeenAt: null,
		attempts: null,
		state: Object.hasOwn(errorStates, stateWord) ? errorStates[stateWord] : null,
		url: ownLinkOf(row, url) ?? linkOf(row),
	};
}

export function pendingOf(row: Row, fields: Fields, linkOf: LinkOf): PendingRecord {
	const {key, operation, direction, recordId, recordName, changedAt, url} = fields;
	return {
		recordId: textOf(row, recordId) ?? textOf(row, key) ?? '',
		recordName: wordsFor(row, recordName),
		operation: wordOf(row, operation) ?? 'change',
		direction: directionOf(row, direction),
		changedAt: timeOf(row, changedAt) ?? unknownTime,
		url: ownLinkOf(row, url) ?? linkOf(row),
	};
}

export function oldestOf(row: Row, {recordId, recordName, direction, changedAt}: Fields): OldestRecord | null {
	const at = timeOf(row, changedAt);
	return at === null ? null : {recordId: textOf(row, recordId), recordName: wordsFor(row, recordName), direction: directionOf(row, direction), changedAt: at};
}

function ownLinkOf(row: Row, column: Column | undefined): string | null {
	const url = URL.parse(textOf(row, column) ?? '');
	return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}
