/** Takes what a terminal sends apart into keys, pastes and changes of focus, however it is glued together or cut. */
import {characterName, sequenceName} from './key-names.ts';

export type InputEvent =
	/** See `key-names.ts` for the names. */
	| {readonly kind: 'key'; readonly name: string}
	| {readonly kind: 'paste'; readonly text: string}
	/** The terminal's window is looked at, or no longer. */
	| {readonly kind: 'focus'; readonly isFocused: boolean};

export type KeyDecoder = {
	/** What `text`, cut between any two characters, makes whole. */
	push(text: string): InputEvent[];
	/** For how long more may be expected to belong to what was cut, in ms; undefined where nothing is. */
	patience(): number | undefined;
	/** Nothing came for that long: what was cut is all. An escape is the key then; the beginning of a sequence is nothing. */
	flush(): InputEvent[];
};

/** Code units of a paste; what is pasted beyond it is let go of: it goes into a line that one types, and a filter into a URL. */
export const maxPaste = 2048;

/**
ms. A terminal sends a sequence in one piece, which a network may cut: within this time the escape that began it is not yet the key. It is also how long
the Escape key waits. A longer beginning can't be typed, so there is time for the rest of it.
*/
const escapePatience = 60;
const restPatience = 1000;

/** Characters of a sequence that ends nowhere. */
const maxSequence = 64;

const pasteBegin = '\u{1B}[200~';
const pasteEnd = '\u{1B}[201~';
const escape = '\u{1B}';

/** Control sequences after their escape, whole (`[` … a final character, some of rxvt's with `$`; `O` … the same) and begun, by the ranges of ECMA-48. */
const sequence = /^(?:\[(?:[235-8]\$|\[?[\u{30}-\u{3F}]*[\u{20}-\u{2F}]*[\u{40}-\u{5A}\u{5C}-\u{7E}])|O[\d;]*[\u{40}-\u{7E}])/v;
const beginning = /^(?:\[\[?[\u{30}-\u{3F}]*[\u{20}-\u{2F}]*|O[\d;]*)?/v;

export function createKeyDecoder(): KeyDecoder {
	/** What was cut: the beginning of a sequence, or of the mark that ends a paste. */
	let pending = '';
	let pasted: string | undefined;

	const collect = (text: string) => {
		pasted = `${pasted ?? ''}${text}`.slice(0, maxPaste);
	};

	/** Ends the paste. The limit may have cut a character in two. */
	const endPaste = (): InputEvent => {
		const text = (pasted ?? '').replace(/[\u{D800}-\u{DBFF}]$/v, '');
		pasted = undefined;
		return {kind: 'paste', text};
	};

	/** As much of `text` as belongs to the paste; returns what comes after it. */
	const takePaste = (text: string, events: InputEvent[]): string => {
		const end = text.indexOf(pasteEnd);
		if (end === -1) {
			pending = text.slice(text.length - cutMark(text));
			collect(text.slice(0, text.length - pending.length));
			return '';
		}

		collect(text.slice(0, end));
		events.push(endPaste());
		return text.slice(end + pasteEnd.length);
	};

	return {
		push(text) {
			const events: InputEvent[] = [];
			let rest = pending + text;
			pending = '';
			while (rest !== '') {
				if (pasted !== undefined) {
					rest = takePaste(rest, events);
					continue;
				}

				const {length, event} = next(rest);
				if (length === 0) {
					pending = rest.length > maxSequence ? '' : rest;
					break;
				}

				if (rest.startsWith(pasteBegin)) {
					pasted = '';
				} else if (event !== undefined) {
					events.push(event);
				}

				rest = rest.slice(length);
			}

			return events;
		},
		patience() {
			if (pasted === undefined && pending === '') {
				return undefined;
			}

			return pasted === undefined && pending.length <= 2 ? escapePatience : restPatience;
		},
		flush() {
			const events: InputEvent[] = pasted === undefined
				? (pending === escape ? [{kind: 'key', name: 'escape'}] : [])
				: [endPaste()];
			pending = '';
			return events;
		},
	};
}

/** How long the first thing in `text` is, in code units, and what it says, if anything; 0 where it may be cut. */
function next(text: string): {length: number; event?: InputEvent | undefined} {
	if (!text.startsWith(escape)) {
		const [character = ''] = text;
		return {length: character.length, event: key(characterName(character))};
	}

	const rest = text.slice(escape.length);
	const [whole] = sequence.exec(rest) ?? [];
	if (whole !== undefined) {
		return {length: escape.length + whole.length, event: focusOf(whole) ?? key(sequenceName(whole))};
	}

	const [begun = ''] = beginning.exec(rest) ?? [];
	if (begun === rest) {
		return {length: 0};
	}

	// It goes on with what belongs to no sequence: what was begun is nothing.
	if (begun !== '') {
		return {length: escape.length + begun.length};
	}

	// Whoever presses Escape twice means it twice. Before anything else it is Alt, which no key of ours has.
	const [after = ''] = rest;
	return after === escape ? {length: escape.length, event: key('escape')} : {length: escape.length + after.length};
}

function focusOf(whole: string): InputEvent | undefined {
	return whole === '[I' || whole === '[O' ? {kind: 'focus', isFocused: whole.endsWith('I')} : undefined;
}

function key(name: string | undefined): InputEvent | undefined {
	return name === undefined ? undefined : {kind: 'key', name};
}

/** How much of the end of `text` may be the beginning of the mark that ends a paste. */
function cutMark(text: string): number {
	for (let length = Math.min(pasteEnd.length - 1, text.length); length > 0; length--) {
		if (pasteEnd.startsWith(text.slice(-length))) {
			return length;
		}
	}

	return 0;
}
