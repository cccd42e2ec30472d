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

/** The same text breaks into lines of at most `width` cells, at blanks where there are any. */
export function wrapText(text: string, width: number): string[] {
	if (width <= 0) {
		return [];
	}

	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const joined = line === '' ? word : `${line} ${word}`;
		if (widthOf(joined) <= width) {
			line = joined;
			continue;
		}

		if (line !== '') {
			lines.push(line);
		}

		line = word;
		while (widthOf(line) > width) {
			const head = cutTo(line, width, {ellipsis: ''});
			lines.push(head);
			line = line.slice(Math.max(1, head.length));
		}
	}

	return [...lines, line];
}
