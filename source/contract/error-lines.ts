/**
Errors as lines of a document, for backends that give pages only. What a backend streams is the same, byte for byte, where it holds to the same rules.

CSV is RFC 4180 with every text quoted, whatever is in it: that costs fewer looks at each character than to find out whether it has to be, a
missing text (nothing) differs from an empty one (`""`), and no spreadsheet takes a code such as 1007 for less than the text that it is.
Times, numbers and words of the contract can hold nothing to quote.
*/
import {SyncErrorSchema, type SyncError} from './errors.ts';

const columns = Object.keys(SyncErrorSchema.entries) as ReadonlyArray<keyof SyncError>;

/** Written as they are. */
const plainColumns: ReadonlySet<keyof SyncError> = new Set(['level', 'direction', 'occurredAt', 'firstSeenAt', 'attempts', 'state']);

/** The line of headings, with its end. */
export const csvHeader = `${columns.join(',')}\r\n`;

/** One error, with the end of its line. Without `isRaw`, a cell that a spreadsheet could take for a formula gets a `'` before it. */
export function csvLine(error: SyncError, isRaw: boolean): string {
	return `${columns.map(column => plainColumns.has(column) ? String(error[column] ?? '') : textCell(error[column], isRaw)).join(',')}\r\n`;
}

/** One error, with the end of its line. */
export function jsonLine(error: SyncError): string {
	return `${JSON.stringify(error)}\n`;
}

function textCell(value: string | number | null | undefined, isRaw: boolean): string {
	if (value === null || value === undefined) {
		return '';
	}

	const text = String(value);
	return `"${!isRaw && /^[\t\r+\-=@]/v.test(text) ? '\'' : ''}${text.replaceAll('"', '""')}"`;
}
