/** Text as it is searched: in lower case (of all scripts) and composed, so that `Á` typed in one way finds `á` stored in another. */
export function fold(text: string): string {
	return text.normalize('NFC').toLowerCase();
}

/** Between the fields of a searchable text: no keyboard types it, so no word is found across two fields. */
export const fieldSeparator = '\u{1F}';
