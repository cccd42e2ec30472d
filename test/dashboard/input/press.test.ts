import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {desk} from '../../helpers/desk.ts';

type Desk = ReturnType<typeof desk>;

const paste = (text: string) => ({kind: 'paste', text} as const);
const promptText = ({state}: Desk) => state().prompt?.text;

describe('a paste', () => {
	it('does nothing where no line is typed', () => {
		const at = desk();
		const before = at.state();
		at.receive(paste('qqq'), paste('R'), paste('\u{3}\u{3}'));
		assert.equal(at.state(), before);
		assert.deepEqual(at.calls, []);
	});

	it('goes where the caret is, as one line without blanks around it', () => {
		const at = desk();
		at.press('/', 'a', 'b', 'left');
		at.receive(paste('  one\r\n\ttwo\u{2028}three\u{1B}[2J\n'));
		assert.equal(promptText(at), 'aone two three [2Jb');
	});
});

describe('the focus of the window', () => {
	it('is what the terminal says', () => {
		const at = desk();
		assert.equal(at.state().isFocused, true);
		at.receive({kind: 'focus', isFocused: false});
		assert.equal(at.state().isFocused, false);
		at.receive({kind: 'focus', isFocused: true});
		assert.equal(at.state().isFocused, true);
	});

	it('is here when a key is pressed, whatever the terminal has said', () => {
		const at = desk();
		at.receive({kind: 'focus', isFocused: false}, {kind: 'key', name: 'j'});
		assert.equal(at.state().isFocused, true);
	});
});

describe('Ctrl-Z', () => {
	it('is the shell’s key, whatever is open', () => {
		const at = desk();
		at.press('/', 'a', 'ctrl-z', 'escape', '?', 'ctrl-z', 'escape', ':', 'ctrl-z');
		assert.deepEqual(at.calls, ['suspend', 'suspend', 'suspend']);
		assert.equal(promptText(at), '');
	});
});
