import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {jsonText} from '../../../../source/dashboard/screens/error/json-text.ts';

describe('a value as JSON', () => {
	it('is what JSON.stringify makes of it', () => {
		fc.assert(fc.property(fc.jsonValue({maxDepth: 6}), value => {
			assert.equal(jsonText(value), JSON.stringify(value, undefined, 2));
		}));
	});

	it('has no depth that is too much, and no end of blanks', () => {
		const levels = 10_000;
		const text = jsonText(JSON.parse('['.repeat(levels) + ']'.repeat(levels)));
		assert.equal(text.replaceAll(/\s/gv, ''), '['.repeat(levels) + ']'.repeat(levels));
		assert.ok(text.length < 2_000_000);
	});
});
