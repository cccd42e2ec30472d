import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {composeLine, wrapText} from '../../../source/dashboard/text/compose.ts';
import {widthOf} from '../../../source/dashboard/text/width.ts';
import {cleanText} from '../../../source/domain/clean.ts';

const text = (spans: ReadonlyArray<{readonly text: string}>) => spans.map(span => span.text).join('');

describe('a composed line', () => {
	it('has its parts at the left and at the right', () => {
		assert.equal(text(composeLine([{text: 'left'}], [{text: 'right'}], 12)), 'left   right');
	});

	it('lets parts go by rank, the highest first, and cuts what has none', () => {
		const left = [{text: 'name', rank: 0}, {text: ' systems', rank: 3}];
		const right = [{text: 'LIVE', rank: 0}, {text: ' 14:07', rank: 2}];
		assert.equal(text(composeLine(left, right, 22)), 'name systemsLIVE 14:07');
		assert.equal(text(composeLine(left, right, 21)), 'name       LIVE 14:07');
		assert.equal(text(composeLine(left, right, 9)), 'name LIVE');
		assert.equal(text(composeLine([{text: 'a long name'}], [{text: 'LIVE'}], 9)), 'a lo…LIVE');
	});

	it('is exactly as wide as it is told, whatever it holds', () => {
		const part = fc.record({text: fc.string({unit: 'binary'}).map(raw => cleanText(raw)), rank: fc.integer({min: 0, max: 5})});
		fc.assert(fc.property(fc.array(part, {maxLength: 6}), fc.array(part, {maxLength: 6}), fc.integer({min: 1, max: 200}), (left, right, width) => {
			assert.equal(widthOf(text(composeLine(left, right, width))), width);
		}));
	});
});

describe('wrapped text', () => {
	it('breaks at blanks, and long words where they must', () => {
		assert.deepEqual(wrapText('one two three', 7), ['one two', 'three']);
		assert.deepEqual(wrapText('a abcdefghij b', 4), ['a', 'abcd', 'efgh', 'ij b']);
		assert.deepEqual(wrapText('自定义实体', 5), ['自定', '义实', '体']);
		assert.deepEqual(wrapText('', 5), ['']);
	});

	it('is never wider than it is told', () => {
		fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 200}).map(raw => cleanText(raw)), fc.integer({min: 2, max: 60}), (raw, width) => {
			for (const line of wrapText(raw, width)) {
				assert.ok(widthOf(line) <= width);
			}
		}));
	});

	it('of a word of megabytes is as much as a reader would look at', () => {
		assert.equal(wrapText('x'.repeat(5_000_000), 80).length, 500);
		assert.equal(wrapText('汉'.repeat(1_000_000), 80).length, 500);
		// Letters of one cell and two code units, after one of one: the cut falls into the middle of a letter.
		assert.ok(wrapText(`a${'𝒜'.repeat(5000)}`, 4).every(line => !/\p{Surrogate}/v.test(line)));
	});
});
