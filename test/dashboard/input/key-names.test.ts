import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {keyNames} from '../../../source/dashboard/input/key-names.ts';

describe('names of keys', () => {
	it('names what is no character', () => {
		assert.deepEqual(keyNames('', {upArrow: true}), ['up']);
		assert.deepEqual(keyNames('\r', {return: true}), ['enter']);
		assert.deepEqual(keyNames('', {tab: true, shift: true}), ['shift-tab']);
		assert.deepEqual(keyNames('', {rightArrow: true, shift: true}), ['shift-right']);
	});

	it('keeps capitals apart from small letters', () => {
		assert.deepEqual(keyNames('G', {shift: true}), ['G']);
		assert.deepEqual(keyNames('d', {ctrl: true}), ['ctrl-d']);
	});

	it('takes keys that come glued apart', () => {
		assert.deepEqual(keyNames('jjj', {}), ['j', 'j', 'j']);
		assert.deepEqual(keyNames('jq\r', {}), ['j', 'q', 'enter']);
		assert.deepEqual(keyNames('', {escape: true, meta: true}), ['escape', 'escape']);
		assert.deepEqual(keyNames('/é\u{7F}\u{12}', {}), ['/', 'é', 'backspace', 'ctrl-r']);
	});

	it('has no name for what Alt does', () => {
		assert.deepEqual(keyNames('x', {meta: true}), []);
	});
});
