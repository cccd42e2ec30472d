/** What a filter is used for, once it has been read. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {chipsOf} from '../../../source/domain/filter/chips.ts';
import {completeFilter} from '../../../source/domain/filter/complete-filter.ts';
import {matchesPattern, matchesTerms} from '../../../source/domain/filter/matches-terms.ts';
import {parseFilter} from '../../../source/domain/filter/parse-filter.ts';
import {filterFieldNames} from '../../../source/domain/filter/terms.ts';
import {toErrorFilter} from '../../../source/domain/filter/to-error-filter.ts';
import {zoneOffset} from '../../helpers/zone-offset.ts';

const fields = new Set(filterFieldNames);
const terms = (text: string) => parseFilter(text, {fields}).terms;
const now = Date.parse('2026-11-22T13:07:21Z');
const iso = (ms: number | undefined) => ms === undefined ? undefined : new Date(ms).toISOString();

describe('the question to the backend', () => {
	const ask = (text: string, zone = 'UTC') => toErrorFilter(terms(text), {now, offset: zoneOffset(zone)});

	it('has the words and the fields, each with its !', () => {
		assert.deepEqual(ask('dup !"a b" object:lead !code:1007 dir:out'), {
			q: ['dup', '!a b'], object: ['lead'], operation: [], direction: ['outbound'], code: ['!1007'], level: [], from: undefined, to: undefined,
		});
	});

	it('counts ages back to the full minute, so that it stays the same question for one', () => {
		assert.equal(iso(ask('since:2h').from), '2026-11-22T11:07:00.000Z');
	});

	it('begins and ends days on the reader’s clock', () => {
		assert.equal(iso(ask('since:2026-11-20', 'Asia/Kathmandu').from), '2026-11-19T18:15:00.000Z');
		assert.equal(iso(ask('until:2026-11-20', 'Asia/Kathmandu').to), '2026-11-20T18:15:00.000Z');
		assert.equal(iso(ask('until:2026-11-20T14:00', 'Europe/Madrid').to), '2026-11-20T13:00:00.000Z');
	});

	it('finds the day’s start where the clock changes that day', () => {
		assert.equal(iso(ask('since:2026-10-25', 'Europe/Madrid').from), '2026-10-24T22:00:00.000Z');
		assert.equal(iso(ask('until:2026-10-25', 'Europe/Madrid').to), '2026-10-25T23:00:00.000Z');
	});
});

describe('the filter of Sync Status', () => {
	const passes = (filter: string, ...texts: string[]) => matchesTerms(terms(filter), texts);

	it('looks for words in the name and the label', () => {
		assert.ok(passes('opp role', 'Opportunity Role', 'customeropportunityrole'));
		assert.ok(!passes('opp !role', 'Opportunity Role', 'customeropportunityrole'));
	});

	it('takes objects by name or label, with *, ignoring case', () => {
		assert.ok(passes('object:LEAD', 'Lead', 'lead'));
		assert.ok(passes('object:account object:le*', 'Lead', 'lead'));
		assert.ok(!passes('!object:l*d', 'Lead', 'lead'));
		assert.ok(!passes('object:le', 'Lead', 'lead'));
	});

	it('takes * for any characters, none too', () => {
		assert.ok(matchesPattern('a*b*c', 'abc') && matchesPattern('*', '') && matchesPattern('a**c', 'axc'));
		assert.ok(!matchesPattern('ab*ba', 'aba') && !matchesPattern('a*b*b', 'ab'));
		assert.ok(!matchesPattern('a*'.repeat(2000) + 'b', 'a'.repeat(100_000)));
	});
});

describe('completion', () => {
	const candidates = {
		object: [{value: 'lead', label: 'Lead'}, {value: 'customeropportunityrole', label: 'Opportunity Role'}, {value: 'opportunity', label: 'Opportunity'}],
		code: [{value: '0x80040333'}, {value: '1007'}, {value: 'with blank'}],
	};
	const complete = (text: string, caret = [...text].length) => completeFilter(text, caret, candidates, {fields}).suggestions;

	it('offers fields at the start of a term, once something is typed', () => {
		assert.deepEqual(complete('x o').map(({text}) => text), ['x object:', 'x op:']);
		assert.deepEqual(complete('!cod').map(({text, caret}) => [text, caret]), [['!code:', 6]]);
		assert.deepEqual(complete('x '), []);
	});

	it('offers values that begin with what is typed, then those that hold it, by name or label', () => {
		assert.deepEqual(complete('object:OPP').map(({label}) => label), ['Opportunity Role', 'Opportunity']);
		assert.deepEqual(complete('object:role').map(({text}) => text), ['object:customeropportunityrole ']);
		assert.deepEqual(complete('code:').map(({text}) => text), ['code:0x80040333 ', 'code:1007 ', 'code:"with blank" ']);
	});

	it('leaves what stands behind the caret', () => {
		const [first] = complete('code:10 dup', 7);
		assert.deepEqual([first?.text, first?.caret], ['code:1007 dup', 10]);
	});
});

it('a chip is what one would type', () => {
	assert.deepEqual(chipsOf(terms('dup !"a b" operation:insert since:2h')).map(({label}) => label), ['dup', '!"a b"', 'op:insert', 'since:2h']);
});
