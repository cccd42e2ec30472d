/** The message of an error without what differs from record to record: what stays is the cause. */

/** Stands for what was taken out. */
export const mask = '…';

/** A message is looked at so far, and told so far, in UTF-16 units. */
const maxRead = 2000;
const maxPattern = 200;

/**
What stands in a message, and the words between, so that nothing is looked for in the middle of a word. No alternative can match in two ways
at one place, so the time taken is linear.
*/
const pieces = new RegExp([
	// A link.
	/[A-Za-z][\d+\-.A-Za-z]{1,20}:\/\/[^\s"'<>]+/v,
	// An e-mail address.
	/[\p{Letter}\p{Number}%+\-._]{1,64}@[\p{Letter}\p{Number}\-_]+(?:\.[\p{Letter}\p{Number}\-_]+)*/v,
	// Whatever stands in quotes is a value; an apostrophe is no quote.
	/"[^"]*"|“[^“”]*”|«[^«»]*»|`[^`]*`|‘[^‘’]*’|(?<![\p{Letter}\p{Number}])'[^']*'(?![\p{Letter}\p{Number}])/v,
	// Half a character can be neither shown nor searched for.
	/\p{Surrogate}/v,
	// A word, caught; what is joined to its digits belongs to it: 1,234.5, 13:07:21, 11/22/2026, 2026-11-22T13:07:21+01:00.
	/([\p{Letter}\p{Number}\-_]+(?:(?<=\p{Number})[+,.\/:]\p{Number}[\p{Letter}\p{Number}\-_]*)*)/v,
].map(({source}) => source).join('|'), 'gv');
const hasDigit = /\p{Number}/v;
const masks = /…(?:\s*…)+/gv;
const errorCode = /^0x[\dA-Fa-f]+$/v;

/**
At most 200 characters, and empty where there is no message. Links, e-mail addresses, what stands in quotes, and every word that holds a digit (numbers,
dates, ids, GUIDs) become `…`; an error code that is all of the message stays. Masking what has been masked changes nothing.
*/
export function maskMessage(message: string | null | undefined): string {
	let pattern = (message ?? '').slice(0, maxRead).trim();
	if (errorCode.test(pattern)) {
		return shortened(pattern);
	}

	// What one round leaves may be the next one's: until nothing is left. Each takes something away, so there is a last one.
	for (let before; before !== pattern;) {
		before = pattern;
		pattern = shortened(maskOnce(pattern));
	}

	return pattern;
}

function maskOnce(text: string): string {
	return text
		.replaceAll(pieces, (piece, word: string | undefined) => word === undefined || hasDigit.test(word) ? mask : piece)
		.replaceAll(masks, () => mask)
		.trim();
}

/** So much that the mask for the rest still fits. A character that this cuts in half is masked in the next round. */
function shortened(text: string): string {
	return text.length <= maxPattern ? text : text.slice(0, maxPattern - 1) + mask;
}

/** Shorter ones are found in anything. In characters. */
const minLiteral = 3;
const maxLiterals = 3;

/**
What every message with this pattern holds word for word, as a filter can search for it (on one line, without `!` at its start): the longest pieces first,
three at most.
*/
export function literalsOf(pattern: string): string[] {
	const literals = pattern.split(/[\p{Control}…]/v)
		.map(piece => piece.replace(/^[\s!]+/v, '').trimEnd())
		.filter(piece => [...piece].length >= minLiteral);
	return [...new Set(literals)].toSorted((a, b) => b.length - a.length).slice(0, maxLiterals);
}
