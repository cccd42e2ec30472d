/** How large the screen is, in characters. Some terminals say 0 × 0 when they don't know: then it is what terminals were. */
export function terminalSize({columns, rows}: {readonly columns: number; readonly rows: number}): {columns: number; rows: number} {
	return {columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24};
}
