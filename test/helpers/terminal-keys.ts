/** What a terminal sends for a key. */

const controlSequences: Readonly<Record<string, string>> = {
	enter: '\r', escape: '\u{1B}', tab: '\t', 'shift-tab': '\u{1B}[Z', space: ' ', backspace: '\u{7F}', delete: '\u{1B}[3~', insert: '\u{1B}[2~',
	pageup: '\u{1B}[5~', pagedown: '\u{1B}[6~',
};

/** Keys whose sequence ends in this letter; the program chooses between `ESC [` and `ESC O` for them (DECCKM). */
const cursorKeys: Readonly<Record<string, string>> = {
	up: 'A', down: 'B', right: 'C', left: 'D', home: 'H', end: 'F',
};

/**
The bytes of `j`, `enter`, `up`, `ctrl-c`, `shift-left`, `alt-x` and the like. Throws for a name that is no key: a misspelt one would
otherwise be typed letter by letter.
*/
export function keySequence(key: string, hasAppKeys = false): string {
	const cursor = cursorKeys[key];
	if (cursor !== undefined) {
		return `\u{1B}${hasAppKeys ? 'O' : '['}${cursor}`;
	}

	const known = controlSequences[key];
	if (known !== undefined) {
		return known;
	}

	if ([...key].length === 1) {
		return key;
	}

	const {modifier, rest = ''} = /^(?<modifier>ctrl|shift|alt)-(?<rest>.+)$/v.exec(key)?.groups ?? {};
	const shifted = cursorKeys[rest];
	if (modifier === 'shift' && shifted !== undefined) {
		return `\u{1B}[1;2${shifted}`;
	}

	if (modifier === 'alt') {
		return `\u{1B}${keySequence(rest)}`;
	}

	if (modifier === 'ctrl' && /^[a-z]$/v.test(rest)) {
		return String.fromCodePoint((rest.codePointAt(0) ?? 0) & 0x1F); // eslint-disable-line no-bitwise -- this is what Ctrl does
	}

	throw new Error(`There is no key "${key}".`);
}
