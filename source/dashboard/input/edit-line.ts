/** Editing a line of text with the keys that shells have. */

export type Line = {
	readonly text: string;
	/** Code points before the text cursor. */
	readonly caret: number;
};

/** Text goes in where the caret is; control characters and ends of lines, of a paste say, become blanks. */
export function insertText({text, caret}: Line, added: string): Line {
	const characters = [...text];
	const clean = [...added.replaceAll(/[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}]+/gv, ' ')];
	return {text: [...characters.slice(0, caret), ...clean, ...characters.slice(caret)].join(''), caret: caret + clean.length};
}

/** The line after an editing key; undefined for a key that is none. */
export function editLine(line: Line, key: string): Line | undefined {
	const characters = [...line.text];
	const {caret} = line;
	const remove = (from: number, to: number): Line => ({text: [...characters.slice(0, from), ...characters.slice(to)].join(''), caret: from});
	switch (key) {
		case 'left':
		case 'ctrl-b': {
			return {...line, caret: Math.max(0, caret - 1)};
		}

		case 'right':
		case 'ctrl-f': {
			return {...line, caret: Math.min(characters.length, caret + 1)};
		}

		case 'home':
		case 'ctrl-a': {
			return {...line, caret: 0};
		}

		case 'end':
		case 'ctrl-e': {
			return {...line, caret: characters.length};
		}

		case 'backspace':
		case 'ctrl-h': {
			return caret === 0 ? line : remove(caret - 1, caret);
		}

		case 'delete':
		case 'ctrl-d': {
			return remove(caret, caret + 1);
		}

		case 'ctrl-u': {
			return remove(0, caret);
		}

		case 'ctrl-k': {
			return remove(caret, characters.length);
		}

		case 'ctrl-w': {
			const before = characters.slice(0, caret).join('');
			const word = before.trimEnd().lastIndexOf(' ') + 1;
			return remove([...before.slice(0, word)].length, caret);
		}

		default: {
			return [...key].length === 1 ? insertText(line, key) : undefined;
		}
	}
}
