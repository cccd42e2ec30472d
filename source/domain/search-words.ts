/**
What is typed after `/`: words that must all be found, `!word` that must not, `"two words"` that stand together.
A `!` alone and an open quote are what they are while one still types: the first says nothing yet, the second ends at the end.
*/
export function searchWords(text: string): string[] {
	const words: string[] = [];
	for (const match of text.matchAll(/(!?)"([^"]*)(?:"|$)|(\S+)/gv)) {
		const [, negation = '', quoted, word] = match;
		const found = quoted === undefined ? word ?? '' : (quoted.trim() === '' ? '' : negation + quoted);
		if (found !== '' && found !== '!') {
			words.push(found);
		}
	}

	return words;
}

/** True where every word is in one of the texts, ignoring case, and no negated one is. */
export function matchesWords(words: readonly string[], texts: readonly string[]): boolean {
	const haystack = texts.join('\n').toLowerCase();
	return words.every(word => word.startsWith('!')
		? !haystack.includes(word.slice(1).toLowerCase())
		: haystack.includes(word.toLowerCase()));
}
