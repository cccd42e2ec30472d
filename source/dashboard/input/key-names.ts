/** From what Ink reports to names of keys: `a`, `G`, `up`, `enter`, `ctrl-d`, `shift-tab`. */
import type {Key} from 'ink';

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const satisfies ReadonlyArray<readonly [keyof Key, string]>;

const controls: Readonly<Record<string, string>> = {
	'\r': 'enter', '\n': 'enter', '\t': 'tab', '\u{1B}': 'escape', '\u{7F}': 'backspace', '\b': 'backspace',
};

/** Keys typed fast, or sent over a slow line, arrive glued (`jjj`, `jq\r`): each is a key of its own. */
export function keyNames(input: string, key: Partial<Key>): string[] {
	// Two escapes in one piece are what Alt-Escape would be: whoever presses Escape twice means it twice.
	if (key.escape === true && key.meta === true) {
		return ['escape', 'escape'];
	}

	const special = named.find(([property]) => key[property] === true);
	if (special) {
		const [, name] = special;
		return [(key.shift === true && (name === 'tab' || name === 'left' || name === 'right') ? 'shift-' : '') + name];
	}

	if (key.ctrl === true) {
		return input === '' ? [] : [`ctrl-${input.toLowerCase()}`];
	}

	return key.meta === true ? [] : [...input].map(character => controls[character] ?? controlName(character));
}

/** Ctrl with a letter, where it came glued to other keys. */
function controlName(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return code >= 1 && code <= 26 ? `ctrl-${String.fromCodePoint(code + 96)}` : character;
}
