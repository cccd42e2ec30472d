/** The words of a filter: what of them the index can be asked, and what the text of each error has to be read for. */
import {fold} from '../../domain/fold.ts';
import type {Condition} from './error-match.ts';

export type Word = {
	/** Folded, as the text that it is looked for in. */
	readonly text: string;
	/** In characters, as SQLite counts them. */
	readonly length: number;
	readonly isNegated: boolean;
};

/** The index knows three characters in a row, so nothing shorter. */
const shortest = 3;

/**
Longer words are looked for in the texts themselves, of errors that have something rare of the word if there is any. The index would look for errors
that have each three characters of it before it looks at anything else: where these are common, but no error has them all, it goes through everything.
*/
const longest = 16;

/** `!word` must not be there; the empty word is everywhere. */
export function readWords(q: readonly string[]): Word[] {
	return q
		.map(word => word.startsWith('!') && word !== '!' ? {text: fold(word.slice(1)), isNegated: true} : {text: fold(word), isNegated: false})
		.filter(({text}) => text !== '')
		.map(word => ({...word, length: [...word.text].length}));
}

/** Whether the index knows nothing of it. */
export function isShort({length}: Word): boolean {
	return length < shortest;
}

/** Whether the index alone says if it is there. */
export function isIndexed({length}: Word): boolean {
	return length >= shortest && length <= longest;
}

/** Expressions of the index of words: for all words that must be there, or for those that must not. */
export function expressionsOf(words: readonly Word[], isNegated: boolean): string[] {
	return words.filter(word => word.isNegated === isNegated && isIndexed(word)).map(({text}) => `text : ${quoted(text)}`);
}

/** Three characters in a row, and some more around them. */
export type Trigram = {readonly text: string; readonly around: string};

/** So many characters before and after. */
const context = 4;

/** All that must be there, and that the index knows. */
export function trigramsOf(words: readonly Word[]): Trigram[] {
	return words.filter(word => !word.isNegated && !isShort(word)).flatMap(word => {
		const characters = [...word.text];
		return Array.from({length: characters.length - shortest + 1}, (_, at) => ({
			text: characters.slice(at, at + shortest).join(''),
			around: characters.slice(Math.max(0, at - context), at + shortest + context).join(''),
		}));
	});
}

/** A text as the index takes it for nothing but a text. */
export function quoted(text: string): string {
	return `"${text.replaceAll('"', '""')}"`;
}

/** A condition on a row of the table `error`. */
export function textsCondition(words: readonly Word[]): Condition {
	return {
		text: words.length === 0 ? 'TRUE' : words.map(({isNegated}, index) => `instr(error.search, :text${index}) ${isNegated ? '=' : '>'} 0`).join(' AND '),
		values: Object.fromEntries(words.map(({text}, index) => [`text${index}`, text])),
	};
}
