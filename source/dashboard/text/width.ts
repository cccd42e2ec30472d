/*
How many cells text takes, and text that takes as many as it is told. All of it expects text that cleanText made (or the program's own):
its width is the sum over its code points, which is how terminals count; by clusters they disagree.
*/
import stringWidth from 'string-width';

/** Cells of the text. */
export function widthOf(text: string): number {
	if (isAscii(text)) {
		return text.length;
	}

	let width = 0;
	for (const character of text) {
		width += characterWidth(character);
	}

	return width;
}

export type CutOptions = {
	/** What stands where something was cut off. */
	readonly ellipsis?: string;
	/** Which end is cut off. */
	readonly from?: 'end' | 'start';
};

/** The text if it fits, otherwise as much of it as fits beside the ellipsis: never wider than `width` cells, never half a character. */
export function cutTo(text: string, width: number, {ellipsis = '…', from = 'end'}: CutOptions = {}): string {
	if (widthOf(text) <= width) {
		return text;
	}

	const room = width - widthOf(ellipsis);
	if (room < 0) {
		return ellipsis === '' ? '' : cutTo(ellipsis, width, {ellipsis: ''});
	}

	return from === 'end' ? headOf(text, room) + ellipsis : ellipsis + tailOf(text, room);
}

/** Exactly `width` cells: blanks after the text, or its end cut off. */
export function padEndTo(text: string, width: number, options?: CutOptions): string {
	const cut = cutTo(text, width, options);
	return cut + blanks(width - widthOf(cut));
}

/** Exactly `width` cells: blanks before the text, or its end cut off. */
export function padStartTo(text: string, width: number, options?: CutOptions): string {
	const cut = cutTo(text, width, options);
	return blanks(width - widthOf(cut)) + cut;
}

function blanks(count: number): string {
	return ' '.repeat(Math.max(0, count));
}

function headOf(text: string, room: number): string {
	let used = 0;
	let end = 0;
	for (const character of text) {
		used += characterWidth(character);
		if (used > room) {
			break;
		}

		end += character.length;
	}

	return text.slice(0, end);
}

function tailOf(text: string, room: number): string {
	const characters = [...text];
	let used = 0;
	let start = characters.length;
	for (let index = characters.length - 1; index >= 0; index--) {
		const width = characterWidth(characters[index] ?? '');
		used += width;
		if (used > room) {
			break;
		}

		// A mark stays with its letter: the tail may only begin at what has a width.
		if (width > 0) {
			start = index;
		}
	}

	return characters.slice(start).join('');
}

/**
Ranges of code points that are one cell wide: Latin, punctuation, arrows and mathematics, boxes and blocks. The program's own glyphs are
among them, so that a screen of plain text never waits for string-width's segmenter and its properties of Unicode.
*/
const narrowRanges = [[0x20, 0x7E], [0xA0, 0xAC], [0xAE, 0x2_FF], [0x20_10, 0x20_27], [0x21_90, 0x22_FF], [0x25_00, 0x25_FC]] as const;

const widths = new Map<number, number>();

function characterWidth(character: string): number {
	const codePoint = character.codePointAt(0) ?? 0;
	if (narrowRanges.some(([first, last]) => codePoint >= first && codePoint <= last)) {
		return 1;
	}

	const known = widths.get(codePoint);
	if (known !== undefined) {
		return known;
	}

	const width = stringWidth(character);
	widths.set(codePoint, width);
	return width;
}

function isAscii(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index); // eslint-disable-line unicorn/prefer-code-point -- a look at each code unit, and nothing else
		if (unit < 0x20 || unit > 0x7E) {
			return false;
		}
	}

	return true;
}
