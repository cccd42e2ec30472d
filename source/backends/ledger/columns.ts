/** Reads columns of rows as what the schema says they are; anything else is a mistake in a query, and says so. */
export type Row = Readonly<Record<string, unknown>>;

export function textOf(row: Row, column: string): string {
	const value = row[column];
	if (typeof value !== 'string') {
		throw new TypeError(`column ${column}: expected text, got ${typeof value}`);
	}

	return value;
}

export function numberOf(row: Row, column: string): number {
	const value = row[column];
	if (typeof value !== 'number') {
		throw new TypeError(`column ${column}: expected a number, got ${typeof value}`);
	}

	return value;
}

export function textOrNull(row: Row, column: string): string | null {
	return row[column] === null ? null : textOf(row, column);
}

export function directionOf(row: Row, column = 'direction'): 'inbound' | 'outbound' {
	return textOf(row, column) === 'outbound' ? 'outbound' : 'inbound';
}

/** A column of ms UTC as RFC 3339. */
export function timeOf(row: Row, column: string): string {
	return new Date(numberOf(row, column)).toISOString();
}
