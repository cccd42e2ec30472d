import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {createKeyDecoder, maxPaste, type InputEvent} from '../../../source/dashboard/input/key-decoder.ts';
import {keySequence} from '../../helpers/terminal-keys.ts';

/** Undefined: nothing came for as long as the decoder is patient. */
function decode(...pieces: ReadonlyArray<string | undefined>): InputEvent[] {
	const decoder = createKeyDecoder();
	return [...pieces, undefined].flatMap(piece => piece === undefined ? decoder.flush() : decoder.push(piece));
}

const keys = (...pieces: ReadonlyArray<string | undefined>) => decode(...pieces).map(event => event.kind === 'key' ? event.name : event);
const pasted = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

/** All that a terminal may send that means something, with what it means. */
const thing = fc.oneof(
	fc.constantFrom(
		'up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown', 'enter', 'escape', 'tab', 'shift-tab', 'shift-left', 'shift-right', 'backspace', 'delete', 'ctrl-a', 'ctrl-c', 'ctrl-z',
	).map((name): [string, InputEvent] => [keySequence(name), {kind: 'key', name}]),
	// Anything that one can type.
	fc.string({unit: 'grapheme', minLength: 1, maxLength: 1}).filter(text => [...text].length === 1 && !/\p{Other}/v.test(text))
		.map((name): [string, InputEvent] => [name, {kind: 'key', name}]),
	fc.string({unit: 'binary'}).filter(text => !text.includes('\u{1B}[201~')).map((text): [string, InputEvent] => [pasted(text), {kind: 'paste', text}]),
	fc.boolean().map((isFocused): [string, InputEvent] => [isFocused ? '\u{1B}[I' : '\u{1B}[O', {kind: 'focus', isFocused}]),
);

describe('what a terminal sends', () => {
	it('is the same keys, pastes and changes of focus, wherever it is cut and however it is glued', () => {
		fc.assert(fc.property(fc.array(thing, {maxLength: 12}), fc.array(fc.nat({max: 5}), {minLength: 1}), (things, lengths) => {
			const pieces: Array<string | undefined> = [];
			let glued = '';
			const cut = () => {
				const characters = [...glued];
				for (let index = 0; characters.length > 0; index++) {
					pieces.push(characters.splice(0, (lengths[index % lengths.length] ?? 0) + 1).join(''));
				}

				glued = '';
			};

			for (const [sent, event] of things) {
				glued += sent;
				if (!(event.kind === 'key' && event.name === 'escape')) {
					continue;
				}

				// With what comes after it, it would be Alt: only time tells.
				cut();
				pieces.push(undefined);
			}

			cut();
			assert.deepEqual(decode(...pieces), things.map(([, event]) => event));
		}), {numRuns: 2000});
	});

	it('is never a key where it is a sequence without meaning', () => {
		for (const sequence of ['\u{1B}[15~', '\u{1B}OP', '\u{1B}[[A', '\u{1B}[<0;12;7M', '\u{1B}[?62;22c', '\u{1B}[12;40R', '\u{1B}[>1;2;3c', '\u{1B}[2$', '\u{1B}[?2026;2$y']) {
			assert.deepEqual(keys(...sequence, 'j'), ['j'], JSON.stringify(sequence));
		}
	});

	it('names nothing that Alt does', () => {
		assert.deepEqual(keys('\u{1B}q', '\u{1B}\r', '\u{1B}é', 'j'), ['j']);
	});

	it('is the Escape key once nothing followed, or where another escape does', () => {
		assert.deepEqual(keys('\u{1B}', undefined, 'j'), ['escape', 'j']);
		assert.deepEqual(keys('\u{1B}\u{1B}'), ['escape', 'escape']);
		assert.deepEqual(keys('\u{1B}\u{1B}[A'), ['escape', 'up']);
	});

	it('is no text where a sequence was broken off', () => {
		assert.deepEqual(keys('\u{1B}[1;', undefined, 'j'), ['j']);
		assert.deepEqual(keys('\u{1B}[1;\rj'), ['enter', 'j']);
		assert.equal(keys(`\u{1B}[${'1'.repeat(200)}`, 'j').at(-1), 'j');
	});

	it('waits long for the rest of what nobody can type, and hardly for an Escape', () => {
		const decoder = createKeyDecoder();
		assert.equal(decoder.patience(), undefined);
		decoder.push('\u{1B}');
		assert.equal(decoder.patience(), 60);
		decoder.push('[1');
		assert.equal(decoder.patience(), 1000);
		decoder.push('~j');
		assert.equal(decoder.patience(), undefined);
	});

	it('is a paste up to a limit, and the keys after it are keys', () => {
		assert.deepEqual(keys(pasted('x'.repeat(1_000_000)), 'j'), [{kind: 'paste', text: 'x'.repeat(maxPaste)}, 'j']);
		assert.deepEqual(keys(pasted(`${'x'.repeat(maxPaste - 1)}👩`)), [{kind: 'paste', text: 'x'.repeat(maxPaste - 1)}]);
	});

	it('is a paste also where its end never comes', () => {
		assert.deepEqual(keys('\u{1B}[200~lead', undefined, 'j'), [{kind: 'paste', text: 'lead'}, 'j']);
	});
});
