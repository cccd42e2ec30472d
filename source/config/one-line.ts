/** How many characters of what somebody wrote are repeated to them. */
const longest = 200;

/** What somebody wrote, or a path, fit to be repeated in a line on a terminal: no line ends, no escape sequences, nothing that reorders or hides, not endless. */
export function oneLine(text: string): string {
	const clean = text.replaceAll(/[\p{Line_Separator}\p{Other}\p{Paragraph_Separator}]/gv, '\u{FFFD}');
	return clean.length > longest ? `${clean.slice(0, longest).replace(/\p{Surrogate}$/v, '')}…` : clean;
}
