import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {matchesPattern, matchesTerms} from '../../../source/domain/filter/matches-terms.ts';
import {termsOf} from '../../helpers/parse-filter.ts';

describe('the filter of Sync Status', () => {
	const passes = (filter: string, ...texts: string[]) => matchesTerms(termsOf(filter), texts);

	it('looks for words in the name and the label, ignoring case', () => {
		assert.ok(passes('', 'Lead', 'lead'));
		assert.ok(passes('OPP role !lead', 'Opportunity Role', 'customeropportunityrole'));
		assert.ok(passes('"nity r"', 'Opportunity Role', 'customeropportunityrole'));
		assert.ok(!passes('opp lead', 'Opportunity Role', 'customeropportunityrole'));
		assert.ok(!passes('opp !role', 'Opportunity Role', 'customeropportunityrole'));
	});

	it('takes objects by the whole name or label, with *, ignoring case', () => {
		assert.ok(passes('object:LEAD', 'Lead', 'lead'));
		assert.ok(passes('object:"opportunity role"', 'Opportunity Role', 'customeropportunityrole'));
		assert.ok(!passes('object:le', 'Lead', 'lead'));
		assert.ok(!passes('!object:l*d', 'Lead', 'lead'));
		assert.ok(passes('!object:l*d', 'Contact', 'contact'));
	});

	it('takes any of several objects, and none of those with !', () => {
		assert.ok(passes('object:account object:le*', 'Lead', 'lead'));
		assert.ok(!passes('object:account object:contact', 'Lead', 'lead'));
		assert.ok(!passes('object:* !object:lead', 'Lead', 'lead'));
	});
});

describe('a pattern', () => {
	it('takes * for any characters, none too', () => {
		assert.ok(matchesPattern('a*b*c', 'abc') && matchesPattern('*', '') && matchesPattern('a**c', 'axc') && matchesPattern('*b', 'ab'));
		assert.ok(!matchesPattern('ab*ba', 'aba') && !matchesPattern('a*b*b', 'ab') && !matchesPattern('', 'a') && !matchesPattern('a*', 'ba'));
	});

	it('matches what a regular expression would', () => {
		const text = fc.string({unit: fc.constantFrom('a', 'b'), maxLength: 8});
		const pattern = fc.string({unit: fc.constantFrom('a', 'b', '*'), maxLength: 6});
		fc.assert(fc.property(pattern, text, (asked, found) => {
			assert.equal(matchesPattern(asked, found), new RegExp(`^${asked.replaceAll('*', '.*')}$`, 'v').test(found));
		}), {numRuns: 2000});
	});

	it('can’t be made to take long', () => {
		const start = performance.now();
		assert.ok(!matchesPattern('a*'.repeat(2000) + 'b', 'a'.repeat(100_000)));
		assert.ok(performance.now() - start < 1000);
	});
});
