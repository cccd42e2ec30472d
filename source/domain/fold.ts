/**
Text as it is searched: in lower case (of all scripts) and composed, so that `Á` typed in one way finds `á` stored in another. A NUL, where SQLite's
index of words would take the text to end, becomes the character that stands for what can't be read.
*/
export function fold(text: string): string {
	return text.normalize('NFC').toLowerCase().replaceAll('\0', '\u{FFFD}');
}

/** Between the fields of a searchable text: no keyboard types it, so no word is found across two fields. */
export const fieldSeparator = '\u{1F}';
