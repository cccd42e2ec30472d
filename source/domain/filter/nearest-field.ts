import {fieldTexts, type FilterField} from './terms.ts';

/** More edits than this make another word. */
const maxEdits = 2;
/** Longer names are no misspelt fields, and not worth the time. */
const maxLength = 20;

/** The field that a misspelt name was likely meant for: one that begins with it, else the one that takes the fewest edits; undefined where none is near. */
export function nearestField(name: string, fields: Iterable<FilterField>): FilterField | undefined {
	const lower = name.toLowerCase();
	if (lower.length > maxLength) {
		return undefined;
	}

	const ranked = [...fields].map(field => ({
		field,
		edits: field.startsWith(lower) ? 0 : Math.min(editsBetween(lower, field), editsBetween(lower, fieldTexts[field])),
	}));
	const [best] = ranked.toSorted((a, b) => a.edits - b.edits);
	// Where every letter would have to change, nothing is left of what was typed.
	return best !== undefined && best.edits <= maxEdits && best.edits < lower.length ? best.field : undefined;
}

/** How many letters have to be put in, taken out or replaced to make one word of the other. */
function editsBetween(a: string, b: string): number {
	let row = Array.from({length: b.length + 1}, (_, at) => at);
	for (const [done, letter] of [...a].entries()) {
		const next = [done + 1];
		for (const [at, other] of [...b].entries()) {
			next.push(Math.min((row[at] ?? 0) + Number(letter !== other), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
}
