import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {editLine, insertText, type Line} from '../../../source/dashboard/input/edit-line.ts';

/** `|` is the caret. */
const line = (text: string): Line => ({text: text.replace('|', ''), caret: [...text.split('|', 1)[0] ?? ''].length});
const shown = (edited: Line | undefined) => edited && [...edited.text].toSpliced(edited.caret, 0, '|').join('');
const edit = (text: string, ...keys: string[]) => shown(keys.reduce<Line | undefined>((edited, key) => edited && editLine(edited, key), line(text)));

describe('editing a line', () => {
	it('types where the caret is', () => {
		assert.equal(edit('an|', 'a'), 'ana|');
		assert.equal(edit('|na', 'a'), 'a|na');
	});

	it('counts characters, not code units', () => {
		assert.equal(edit('👩李|', 'left', 'left', 'x'), 'x|👩李');
		assert.equal(edit('👩|', 'backspace'), '|');
	});

	it('deletes as shells do', () => {
		assert.equal(edit('one two|', 'ctrl-w'), 'one |');
		assert.equal(edit('one two|', 'ctrl-w', 'ctrl-w'), '|');
		assert.equal(edit('one| two', 'ctrl-u'), '| two');
		assert.equal(edit('one| two', 'ctrl-k'), 'one|');
		assert.equal(edit('o|ne', 'ctrl-d'), 'o|e');
		assert.equal(edit('o|ne', 'delete'), 'o|e');
	});

	it('stops at both ends', () => {
		assert.equal(edit('|a', 'left', 'backspace'), '|a');
		assert.equal(edit('a|', 'right', 'end'), 'a|');
	});

	it('takes a paste as one line without control characters', () => {
		assert.equal(shown(insertText(line('a|b'), 'x\r\ny\u{1B}[2J')), 'ax y [2J|b');
	});

	it('knows no key that edits nothing', () => {
		assert.equal(editLine(line('a|'), 'pageup'), undefined);
	});
});
