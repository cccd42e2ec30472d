import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {characterName, sequenceName} from '../../../source/dashboard/input/key-names.ts';

const named = (...sequences: string[]) => sequences.map(sequence => sequenceName(sequence));

describe('names of keys', () => {
	it('knows what each family of terminals sends', () => {
		assert.deepEqual(named('[A', 'OA', '[1;1A', '[a'), ['up', 'up', 'up', 'up']);
		assert.deepEqual(named('[H', 'OH', '[1~', '[7~'), ['home', 'home', 'home', 'home']);
		assert.deepEqual(named('[F', 'OF', '[4~', '[8~'), ['end', 'end', 'end', 'end']);
		assert.deepEqual(named('[5~', '[[5~', '[6~', '[3~'), ['pageup', 'pageup', 'pagedown', 'delete']);
	});

	it('names Shift where it makes another key of it, and no other modifier', () => {
		assert.deepEqual(named('[1;2D', '[d', '[1;2C', '[c', '[Z'), ['shift-left', 'shift-left', 'shift-right', 'shift-right', 'shift-tab']);
		assert.deepEqual(named('[1;6C', '[1;5C', '[1;3D', '[1;2A', '[5;2~', '[5$', '[5^'), ['shift-right', 'right', 'left', 'up', 'pageup', 'pageup', 'pageup']);
	});

	it('has no name for function keys, the mouse and what a terminal answers', () => {
		assert.deepEqual(named('OP', '[15~', '[[A', '[M', '[<0;1;1M', '[?62c', '[8;30;120t', '[2~', '[E'), Array.from({length: 9}, () => undefined));
	});

	it('keeps capitals apart from small letters', () => {
		assert.deepEqual(['g', 'G', 'é', '李'].map(character => characterName(character)), ['g', 'G', 'é', '李']);
	});

	it('knows what control characters are keys', () => {
		assert.deepEqual(['\r', '\n', '\t', '\u{7F}', '\b', '\u{3}', '\u{1A}'].map(character => characterName(character)), ['enter', 'enter', 'tab', 'backspace', 'backspace', 'ctrl-c', 'ctrl-z']);
		assert.deepEqual(['\0', '\u{1C}', '\u{1F}', '\u{9B}'].map(character => characterName(character)), [undefined, undefined, undefined, undefined]);
	});
});
