import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {exceedsBounds, maxDepth, maxValues} from '../../source/client/json-bounds.ts';

const judge = (text: string) => exceedsBounds(Buffer.from(text));

describe('the bounds of an answer', () => {
	it('let 500 levels through, and none more', () => {
		assert.equal(judge('['.repeat(maxDepth) + ']'.repeat(maxDepth)), undefined);
		assert.equal(judge('{"a":'.repeat(maxDepth + 1)), 'depth');
		assert.equal(judge(`[${'[],'.repeat(1000)}[]]`), undefined);
	});

	it('let four million values through, and none more', () => {
		const list = (members: number) => `[${'0,'.repeat(members - 1)}0]`;
		assert.equal(judge(list(maxValues)), undefined);
		assert.equal(judge(list(maxValues + 1)), 'values');
	});

	it('don’t count what stands in texts, however it is escaped', () => {
		fc.assert(fc.property(fc.string({unit: fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', 'é', '\u{1F600}')}), text => {
			const deep = `[${JSON.stringify(text)},`.repeat(maxDepth);
			assert.equal(judge(deep), undefined);
			assert.equal(judge(`${deep}[`), 'depth');
		}));
		assert.equal(judge(`"${'['.repeat(maxDepth + 1)}`), undefined);
	});
});
