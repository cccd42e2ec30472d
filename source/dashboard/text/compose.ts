/** Lines of styled text that are exactly as wide as they are told, whatever has to give. */
import {cutTo, widthOf} from './width.ts';

/** What a piece of text means; theme.ts says how that looks. */
export type Tone = 'plain' | 'strong' | 'muted' | 'accent' | 'good' | 'warn' | 'bad' | 'mark' | 'active';

export type Span = {readonly text: string; readonly tone?: Tone};

/** A part of a line. Where room is short, the part with the highest `rank` goes first; rank 0 stays and is cut. */
export type Part = Span & {readonly rank?: number};

/** Parts at the left, parts at the right, blanks between: always exactly `width` cells. */
export function composeLine(left: readonly Part[], right: readonly Part[], width: number): Span[] {
	let parts = [...left.map(part => ({part, isRight: false})), ...right.map(part => ({part, isRight: true}))];
	const total = () => parts.reduce((sum, {part}) => sum + widthOf(part.text), 0);
	while (total() > width) {
		const highest = Math.max(...parts.map(({part}) => part.rank ?? 0));
		if (highest <= 0) {
			break;
		}

		const index = parts.findLastIndex(({part}) => (part.rank ?? 0) === highest);
		parts = parts.filter((_, at) => at !== index);
	}

	const rightParts = parts.filter(({isRight}) => isRight).map(({part}) => part);
	const rightWidth = rightParts.reduce((sum, {text}) => sum + widthOf(text), 0);
	const spans: Span[] = [];
	let used = 0;
	/** What is placed ends before the column `end`. */
	const place = ({text, tone}: Span, end: number) => {
		const cut = cutTo(text, Math.max(0, end - used));
		used += widthOf(cut);
		if (cut !== '') {
			spans.push(tone === undefined ? {text: cut} : {text: cut, tone});
		}
	};

	// What still doesn't fit is cut at the left, as long as the right leaves it half of the line.
	const leftEnd = rightWidth <= width / 2 ? width - rightWidth : width;
	for (const {part} of parts.filter(({isRight}) => !isRight)) {
		place(part, leftEnd);
	}

	place({text: ' '.repeat(Math.max(0, width - used - rightWidth))}, width);
	for (const part of rightParts) {
		place(part, width);
	}

	place({text: ' '.repeat(width - used)}, width);
	return spans;
}

/** Longer texts are cut: nobody reads more on a screen, and each line costs time. */
const maxLines = 500;

/** The same text in lines of at most `width` cells, broken at blanks where there are any; at most 500 of them. */
export function wrapText(text: string, width: number): string[] {
	if (width <= 0) {
		return [];
	}

	const lines: string[] = [];
	let line = '';
	// What can't be shown isn't looked at: words may be megabytes long. A letter that the cut falls into goes.
	for (const word of text.slice(0, maxLines * width).replace(/\p{Surrogate}$/v, '').split(' ')) {
		const joined = line === '' ? word : `${line} ${word}`;
		if (widthOf(joined) <= width) {
			line = joined;
		} else {
			const found = pieces(word, width);
			lines.push(...(line === '' ? [] : [line]), ...found.slice(0, -1));
			line = found.at(-1) ?? '';
		}
	}

	return [...lines, line].slice(0, maxLines);
}

/** A word in pieces of at most `width` cells. */
function pieces(word: string, width: number): string[] {
	if (widthOf(word) <= width) {
		return [word];
	}

	const found: string[] = [];
	let piece = '';
	let used = 0;
	for (const character of word) {
		const cells = widthOf(character);
		if (used + cells > width && piece !== '') {
			found.push(piece);
			piece = '';
			used = 0;
		}

		piece += character;
		used += cells;
	}

	return [...found, piece];
}
