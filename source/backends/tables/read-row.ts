/** Reads what a database gave. It is somebody else's: whatever isn't what it should be is taken as missing. */
import type {Direction} from '../../contract/common.ts';
import type {Zone} from '../../domain/zone.ts';
import type {TableRow} from './connect/table-database.ts';
import {largeNumber} from './dialects/sqlite.ts';

/** What stands for a text that has to be there and isn't. */
export const nameless = '(none)';

/** Of names, ids and codes, and of messages, in characters: what is longer is cut by the database. */
export const maxText = 1000;
export const maxMessage = 10_000;

/** Null where there is none. */
export function textOf(row: TableRow, column: string): string | null {
	const value = row[column];
	if (typeof value === 'string') {
		// Of a key that is a large number (dialects/sqlite.ts).
		return value.startsWith(largeNumber) ? value.slice(largeNumber.length) : value;
	}

	if (typeof value === 'number' || typeof value === 'boolean') {
		return String(value);
	}

	return value instanceof Uint8Array ? new TextDecoder().decode(value) : null;
}

/** For what has to have a name. */
export function nameOf(row: TableRow, column: string): string {
	const text = textOf(row, column);
	return text === null || text === '' ? nameless : text;
}

/** A count, or undefined. */
export function countOf(row: TableRow, column: string): number | undefined {
	const number = numberOf(row, column);
	return number === undefined || number < 0 ? undefined : Math.floor(number);
}

export function numberOf(row: TableRow, column: string): number | undefined {
	const value = row[column];
	const number = typeof value === 'string' && value !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** How many rows were counted. */
export function counted(row: TableRow, column = 'count'): number {
	return countOf(row, column) ?? 0;
}

export function directionOf(row: TableRow): Direction | null {
	const {direction} = row;
	return direction === 'inbound' || direction === 'outbound' ? direction : null;
}

/** Of the calendar that RFC 3339 can write. */
const first = Date.parse('0000-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** A column of ms (of times without a zone: wall ms) as ms UTC. */
export function momentOf(row: TableRow, column: string, zone: Zone): number | undefined {
	const wall = numberOf(row, column);
	const ms = wall === undefined ? undefined : zone.toUtc(wall);
	return ms === undefined || ms < first || ms > last ? undefined : ms;
}

export function timeText(ms: number): string {
	return new Date(ms).toISOString();
}
