/** The one of `known` that somebody most likely meant by `word`: at most two letters off, and no more than a third of them. Undefined where none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
	const written = word.toLowerCase().replaceAll(/[\-_]/gv, '');
	let best: {readonly name: string; readonly distance: number} | undefined;
	for (const name of known) {
		const distance = editDistance(written, name.toLowerCase().replaceAll(/[\-_]/gv, ''));
		if (distance <= Math.min(2, name.length / 3) && distance < (best?.distance ?? Infinity)) {
			best = {name, distance};
		}
	}

	return best?.name;
}

/** How many letters have to be put in, taken out or changed to make one of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
	// What is endless is near to nothing, and not worth the time.
	if (Math.abs(from.length - to.length) > 2) {
		return Infinity;
	}

	let row = Array.from({length: to.length + 1}, (_, index) => index);
	for (const [index, letter] of [...from].entries()) {
		const next = [index + 1];
		for (const [column, other] of [...to].entries()) {
			next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (letter === other ? 0 : 1)));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
}
