/** For LIKE with ESCAPE '~', where `%`, `_` and `~` have meanings. */
export function escapeLike(text: string): string {
	return text.replaceAll(/[%_~]/gv, '~$&');
}

/** PostgreSQL has no NUL in texts, so nothing there has it in it: what stands for an unreadable character does as well. */
export function storable(text: string): string {
	return text.replaceAll('\0', '\u{FFFD}');
}
