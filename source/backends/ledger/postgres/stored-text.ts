/** PostgreSQL keeps every character but NUL: that becomes the one that stands for what can't be read. */
export function stored(text: string): string {
	return text.includes('\0') ? text.replaceAll('\0', '\u{FFFD}') : text;
}

export function storedOrNull(text: string | null | undefined): string | null {
	return text === null || text === undefined ? null : stored(text);
}
