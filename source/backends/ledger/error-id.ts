/** What an error is called outside of the ledger: `e-` and the id of its row, which is that of its change. */

export function errorId(rowId: number): string {
	return `e-${rowId}`;
}

/** The id of the row; 0, which no row has, for what is no id of an error. */
export function errorRowId(id: string): number {
	return Number(/^e-(?<rowId>[1-9]\d{0,14})$/v.exec(id)?.groups?.rowId ?? 0);
}
