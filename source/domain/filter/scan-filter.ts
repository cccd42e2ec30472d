/**
The first step of reading a filter: from text to pieces.

```
filter = { blank } { piece { blank } }
piece  = [ "!" ] ( name ":" [ "!" ] value | value )      `code:!1007` is how a query of the API says it
name   = letter { letter }                               A to Z; with "://" behind it, it is part of a bare value
value  = quoted | bare
quoted = '"' { any character; \" and \\ for " and \ } '"'      an open quote ends with the text
bare   = { any character but blanks }                    so it may hold quotes, but not begin with one
```

Every text has one reading: nothing in it can fail.
*/
import type {TextSpan} from './terms.ts';

/** Places are in code points; `to` is exclusive. */
export type Piece = TextSpan & {
	/** Where the `!` stands (the last of two); undefined where there is none. */
	readonly negationAt: number | undefined;
	/** What stands before the colon, as it was typed; undefined for a word. */
	readonly name: string | undefined;
	/** Without quotes and backslashes. */
	readonly value: string;
	/** Where the value begins, with its quote. */
	readonly valueFrom: number;
	readonly quote: 'none' | 'open' | 'closed';
};

type Value = Pick<Piece, 'value' | 'quote' | 'to'>;

const isBlank = (character: string | undefined): boolean => character !== undefined && /\s/v.test(character);
const isLetter = (character: string | undefined): boolean => character !== undefined && /^[A-Za-z]$/v.test(character);

/** The pieces of any text, in its order. */
export function scanFilter(text: string): Piece[] {
	const characters = [...text];
	const pieces: Piece[] = [];
	let at = 0;
	while (at < characters.length) {
		if (isBlank(characters[at])) {
			at++;
		} else {
			const piece = pieceAt(characters, at);
			pieces.push(piece);
			at = piece.to;
		}
	}

	return pieces;
}

function pieceAt(characters: readonly string[], from: number): Piece {
	let at = from;
	let negationAt: number | undefined;
	const skipNegation = () => {
		const isThere = characters[at] === '!';
		negationAt = isThere ? at : negationAt;
		at += Number(isThere);
	};

	skipNegation();
	const name = nameAt(characters, at);
	if (name !== undefined) {
		at += name.length + 1;
		skipNegation();
	}

	const value = characters[at] === '"' ? quotedAt(characters, at) : bareAt(characters, at);
	return {from, negationAt, name, valueFrom: at, ...value};
}

/** `object` of `object:lead`; of `https://…` and `12:30` nothing. */
function nameAt(characters: readonly string[], from: number): string | undefined {
	let end = from;
	while (isLetter(characters[end])) {
		end++;
	}

	const isName = end > from && characters[end] === ':' && !(characters[end + 1] === '/' && characters[end + 2] === '/');
	return isName ? characters.slice(from, end).join('') : undefined;
}

function quotedAt(characters: readonly string[], from: number): Value {
	let value = '';
	for (let at = from + 1; at < characters.length; at++) {
		const character = characters[at] ?? '';
		if (character === '"') {
			return {value, quote: 'closed', to: at + 1};
		}

		const next = characters[at + 1];
		if (character === '\\' && (next === '"' || next === '\\')) {
			value += next;
			at++;
		} else {
			value += character;
		}
	}

	return {value, quote: 'open', to: characters.length};
}

function bareAt(characters: readonly string[], from: number): Value {
	let to = from;
	while (to < characters.length && !isBlank(characters[to])) {
		to++;
	}

	return {value: characters.slice(from, to).join(''), quote: 'none', to};
}
