import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {printFilter} from '../../../source/domain/filter/print-filter.ts';
import {anyFilter} from '../../helpers/any-filter.ts';
import {meaning, parse, termsOf} from '../../helpers/parse-filter.ts';

const printed = (text: string) => printFilter(termsOf(text));

describe('a filter is printed', () => {
	it('with short names, one blank between terms, and quotes only where they are needed', () => {
		assert.equal(printed('  "dup"   operation:"insert" !direction:in object:"Opportunity Role" code:""'), 'dup op:insert !dir:inbound object:"Opportunity Role" code:""');
		assert.equal(printed(String.raw`"a:b" "a://b" "1:2" "\"" "a \\"`), String.raw`"a:b" a://b 1:2 "\"" "a \\"`);
	});

	it('with * for the ! that a value from elsewhere begins with, which can’t be typed', () => {
		assert.equal(printFilter([{
			kind: 'field', field: 'code', value: '!7', isNegated: false, from: 0, to: 0,
		}]), 'code:*7');
	});

	it('so that any text means the same when it is read again, and is printed the same', () => {
		fc.assert(fc.property(anyFilter, typed => {
			const {terms} = parse(typed);
			const text = printFilter(terms);
			const again = parse(text);
			assert.equal(again.problem, undefined);
			assert.deepEqual(meaning(again.terms), meaning(terms));
			assert.equal(printFilter(again.terms), text);
		}), {numRuns: 3000});
	});
});
