/** From terms back to what is typed: in one way only, so that two filters of one meaning and order look alike. */
import {fieldTexts, type FilterTerm} from './terms.ts';

/** The terms as they would be typed. Reading that gives the same terms again, and printing those the same text. */
export function printFilter(terms: readonly FilterTerm[]): string {
	return terms.map(term => printTerm(term)).join(' ');
}

/** One term as it would be typed. */
export function printTerm(term: FilterTerm): string {
	switch (term.kind) {
		case 'word': {
			return (term.isNegated ? '!' : '') + printWord(term.text);
		}

		case 'field': {
			return `${term.isNegated ? '!' : ''}${fieldTexts[term.field]}:${printValue(term.value)}`;
		}

		case 'time': {
			return `${term.field}:${term.value}`;
		}
	}
}

/** In quotes only where it would be read as something else without them. */
function printWord(text: string): string {
	return /^[!"]|\s|^[A-Za-z]+:(?!\/\/)/v.test(text) ? quoted(text) : text;
}

/**
The value of a field as it would be typed, in quotes only where they are needed. One that begins with `!` can't be typed; a `*` in its place finds it,
if others too.
*/
export function printValue(value: string): string {
	const sayable = value.replace(/^!+/v, '*');
	return sayable === '' || /^"|^\/\/|\s/v.test(sayable) ? quoted(sayable) : sayable;
}

function quoted(text: string): string {
	return `"${text.replaceAll(/["\\]/gv, String.raw`\$&`)}"`;
}
