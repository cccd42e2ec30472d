import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {copySequence} from '../../../source/client/clipboard/copy-sequence.ts';

const sequenceOf = (text: string, env: Readonly<Record<string, string>> = {}) => {
	const result = copySequence(text, {env});
	assert.ok('sequence' in result);
	return result.sequence;
};

describe('the sequence that puts text on the terminal’s clipboard', () => {
	it('is OSC 52 with the text in UTF-8, as it came', () => {
		assert.equal(sequenceOf('hello'), '\u{1B}]52;c;aGVsbG8=\u{7}');
		assert.equal(sequenceOf('Ольга\u{1B}[2J'), `\u{1B}]52;c;${Buffer.from('Ольга\u{1B}[2J').toString('base64')}\u{7}`);
		assert.equal(sequenceOf(''), '\u{1B}]52;c;\u{7}');
	});

	it('is passed through tmux, its ESC doubled', () => {
		const env = {TMUX: '/tmp/tmux-0/default,1,0', TERM: 'screen-256color'};
		assert.equal(sequenceOf('hello', env), '\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGVsbG8=\u{7}\u{1B}\\');
	});

	it('is passed through GNU screen in strings that are short enough for it', () => {
		assert.equal(sequenceOf('hello', {STY: '1.pts-0.host'}), '\u{1B}P\u{1B}]52;c;aGVsbG8=\u{7}\u{1B}\\');
		const long = sequenceOf('x'.repeat(1000), {TERM: 'screen.xterm-256color'});
		const strings = long.split('\u{1B}\\').slice(0, -1);
		assert.ok(strings.length > 10);
		for (const string of strings) {
			assert.ok(string.startsWith('\u{1B}P') && string.length <= 78);
		}

		assert.equal(strings.map(string => string.slice(2)).join(''), sequenceOf('x'.repeat(1000)));
	});

	it('is 100,000 bytes at most: what is longer is refused, with the numbers to say so', () => {
		assert.ok(sequenceOf('x'.repeat(74_994)).length <= 100_000);
		assert.deepEqual(copySequence('x'.repeat(74_995), {env: {}}), {reason: 'too-large', bytes: 74_995, limit: 74_994});
		assert.deepEqual(copySequence('é', {env: {}, cap: 12}), {sequence: '\u{1B}]52;c;w6k=\u{7}'});
		assert.deepEqual(copySequence('ééé', {env: {}, cap: 12}), {reason: 'too-large', bytes: 6, limit: 3});
	});

	it('gives back any text', () => {
		fc.assert(fc.property(fc.string({unit: 'grapheme'}), text => {
			const base64 = sequenceOf(text).slice('\u{1B}]52;c;'.length, -1);
			assert.match(base64, /^[\w+\/]*=*$/v);
			assert.equal(Buffer.from(base64, 'base64').toString(), text);
		}));
	});
});
