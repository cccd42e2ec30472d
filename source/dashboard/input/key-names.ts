/** From what a terminal sends for one key to the name of the key: `a`, `G`, `up`, `enter`, `ctrl-d`, `shift-tab`. */

/** By the letter that ends the sequence, after `ESC [` or `ESC O`; the small ones are rxvt's, with Shift or Ctrl. */
const byLetter: Readonly<Record<string, string>> = {
	A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', M: 'enter',
	a: 'up', b: 'down', c: 'shift-right', d: 'shift-left', Z: 'shift-tab',
};

/** By the number before `~`, or before what rxvt puts in its place with Shift and Ctrl. */
const byNumber: Readonly<Record<string, string>> = {
	1: 'home', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end',
};

const parts = /^(?<prefix>O|\[\[?)(?<number>\d*)(?:;(?<modifier>\d+))?(?<final>[$A-Z^a-z~])$/v;

/**
The key of a whole control sequence, without its escape: it begins with `[` or `O`. Undefined for one that is none of ours. Shift counts with left and right alone,
other modifiers nowhere: Ctrl-Up is taken for Up.
*/
export function sequenceName(sequence: string): string | undefined {
	const {prefix, number = '', modifier = '1', final = ''} = parts.exec(sequence)?.groups ?? {};
	if ('~$^'.includes(final)) {
		return byNumber[number];
	}

	// The Linux console's F1 to F5 are `ESC [ [ A` and so on; `ESC [ M` begins what a mouse did.
	if (prefix === '[[' || (prefix === '[' && final === 'M')) {
		return undefined;
	}

	const name = byLetter[final];
	const hasShift = (Number(modifier) - 1) % 2 === 1;
	return hasShift && (name === 'left' || name === 'right') ? `shift-${name}` : name;
}

/** The key of one character; undefined for a control character that no key of ours sends. */
export function characterName(character: string): string | undefined {
	return controls[character] ?? (/\p{Control}/v.test(character) ? controlName(character) : character);
}

const controls: Readonly<Record<string, string>> = {
	'\r': 'enter', '\n': 'enter', '\t': 'tab', '\u{7F}': 'backspace', '\b': 'backspace',
};

/** Ctrl with a letter is the letter's place in the alphabet. */
function controlName(character: string): string | undefined {
	const code = character.codePointAt(0) ?? 0;
	return code >= 1 && code <= 26 ? `ctrl-${String.fromCodePoint(code + 96)}` : undefined;
}
