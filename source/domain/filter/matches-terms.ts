import type {FilterTerm} from './terms.ts';

/**
Whether what is called so (by name and label, say) passes a filter, ignoring case: each word must be in one of the texts, and `object:` must be one of
them. Other terms are about errors, and let everything through.
*/
export function matchesTerms(terms: readonly FilterTerm[], texts: readonly string[]): boolean {
	const candidates = texts.map(text => text.toLowerCase());
	let isObjectWanted = false;
	let isObjectFound = false;
	for (const term of terms) {
		if (term.kind === 'word') {
			const word = term.text.toLowerCase();
			if (candidates.some(text => text.includes(word)) === term.isNegated) {
				return false;
			}
		} else if (term.kind === 'field' && term.field === 'object') {
			const pattern = term.value.toLowerCase();
			const isMatch = candidates.some(text => matchesPattern(pattern, text));
			if (term.isNegated && isMatch) {
				return false;
			}

			isObjectWanted ||= !term.isNegated;
			isObjectFound ||= !term.isNegated && isMatch;
		}
	}

	return isObjectFound || !isObjectWanted;
}

/** Whether the whole text is what the pattern says, where `*` stands for any characters. In linear time but for the search for each piece. */
export function matchesPattern(pattern: string, text: string): boolean {
	const [first = '', ...rest] = pattern.split('*');
	const last = rest.pop();
	if (last === undefined) {
		return text === pattern;
	}

	const end = text.length - last.length;
	if (!text.startsWith(first) || !text.endsWith(last)) {
		return false;
	}

	// Each piece where it stands first leaves the most room for those after it.
	let at = first.length;
	for (const piece of rest) {
		const found = text.indexOf(piece, at);
		if (found === -1) {
			return false;
		}

		at = found + piece.length;
	}

	return at <= end;
}
