/** Text to the clipboard of the terminal, wherever that is: OSC 52. No terminal says whether it did it. */
import {Buffer} from 'node:buffer';
import type {Environment} from '../desktop.ts';

const escape = '\u{1B}';
const bell = '\u{7}';
const stringEnd = `${escape}\\`;
const head = `${escape}]52;c;`;

/**
Bytes of the whole sequence. What is longer, terminals drop without a word, or after a part of it: hterm's own osc52.sh stops here
(`OSC_52_MAX_SEQUENCE=100000`), which leaves 99,992 bytes of base64, or 74,994 of text, the limit that editors' OSC 52 plugins have too.
*/
export const longestSequence = 100_000;

/**
Bytes of what is handed to GNU screen at once. It holds 256 bytes of a string in older versions, 768 in newer ones, and prints the rest on the
screen; hterm's osc52.sh breaks at 76, the length of a line of base64.
*/
const screenChunk = 76;

export type TooLarge = {
	readonly reason: 'too-large';
	/** Bytes of the text, and how many there may be. */
	readonly bytes: number;
	readonly limit: number;
};

export type SequenceOptions = {
	readonly env: Environment;
	/** Bytes of the sequence, before tmux and screen get their wrapping. */
	readonly cap?: number;
};

/** What to write to the terminal, wrapped so that tmux or screen pass it on. The text goes as it is, in UTF-8. */
export function copySequence(text: string, {env, cap = longestSequence}: SequenceOptions): TooLarge | {readonly sequence: string} {
	const bytes = Buffer.byteLength(text);
	const limit = Math.max(0, Math.floor((cap - head.length - bell.length) / 4) * 3);
	if (bytes > limit) {
		return {reason: 'too-large', bytes, limit};
	}

	return {sequence: wrap(`${head}${Buffer.from(text).toString('base64')}${bell}`, env)};
}

function wrap(sequence: string, {TMUX: tmux = '', STY: screen = '', TERM: term = ''}: Environment): string {
	if (tmux !== '') {
		return `${escape}Ptmux;${sequence.replaceAll(escape, found => found + found)}${stringEnd}`;
	}

	return screen !== '' || term.startsWith('screen') ? inChunks(sequence) : sequence;
}

/** Screen passes each string on without what is around it, so the chunks come out as one sequence. */
function inChunks(sequence: string): string {
	let wrapped = '';
	for (let start = 0; start < sequence.length; start += screenChunk) {
		wrapped += `${escape}P${sequence.slice(start, start + screenChunk)}${stringEnd}`;
	}

	return wrapped;
}
