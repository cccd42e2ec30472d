/**
PostgreSQL keeps every character but NUL and half a surrogate pair: those become the one that stands for what can't be read. It is done here, so that a text is
the same before and after it was kept.
*/
export function stored(text: string): string {
	return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}

export function storedOrNull(text: string | null | undefined): string | null {
	return text === null || text === undefined ? null : stored(text);
}
