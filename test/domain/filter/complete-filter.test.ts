import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {completeFilter, type Candidates, type CompleteOptions} from '../../../source/domain/filter/complete-filter.ts';
import {anyFilter} from '../../helpers/any-filter.ts';
import {allFields, meaning, parse} from '../../helpers/parse-filter.ts';

const candidates: Candidates = {
	object: [
		{value: 'lead', label: 'Lead', count: {value: 96, quality: 'exact'}},
		{value: 'opportunity', label: 'Opportunity'},
		{value: 'account', label: 'Account'},
		{value: 'customeropportunityrole', label: 'Opportunity Role'},
	],
	code: [{value: '0x80040333'}, {value: '1007'}, {value: 'with blank'}, {value: ''}, {value: '!odd'}],
};

/** `|` is the caret; the answers have it too. */
function complete(line: string, options: Partial<CompleteOptions> = {}): string[] {
	const [before = '', after = ''] = line.split('|', 2);
	return completeFilter(before + after, [...before].length, candidates, {fields: allFields, ...options}).suggestions.map(({text, caret}) => {
		const characters = [...text];
		return [...characters.slice(0, caret), '|', ...characters.slice(caret)].join('');
	});
}

describe('at the start of a term', () => {
	it('fields are offered that begin with what is typed, by either name', () => {
		assert.deepEqual(complete('x o|'), ['x object:|', 'x op:|']);
		assert.deepEqual(complete('OPER|'), ['op:|']);
		assert.deepEqual(complete('👩 dire|'), ['👩 dir:|']);
		assert.deepEqual(complete('z|'), []);
	});

	it('nothing is offered before a letter is typed, but everything when it is asked for', () => {
		assert.deepEqual([complete('|'), complete('x |'), complete('!|')], [[], [], []]);
		assert.deepEqual(complete('x |y', {isAsked: true, fields: new Set(['object', 'code'])}), ['x object:|y', 'x code:|y']);
		assert.equal(complete('|', {isAsked: true}).length, 7);
	});

	it('a ! before it stays, and leaves out the times, which have no such thing', () => {
		assert.deepEqual(complete('!cod|'), ['!code:|']);
		assert.deepEqual(complete('!s|'), []);
		assert.deepEqual(complete('s|'), ['since:|']);
	});

	it('only the fields that there are', () => {
		assert.deepEqual(complete('o|', {fields: new Set(['object'])}), ['object:|']);
	});
});

describe('behind a field', () => {
	it('values are offered that begin with what is typed, then those that hold it, by name or label', () => {
		assert.deepEqual(complete('object:ROLE|'), ['object:customeropportunityrole |']);
		const {suggestions} = completeFilter('object:c', 8, candidates, {fields: allFields});
		assert.deepEqual(suggestions.map(({label, count}) => [label, count?.value]), [['Opportunity Role', undefined], ['Account', undefined]]);
		assert.deepEqual(completeFilter('object:l', 8, candidates, {fields: allFields}).suggestions[0], {
			label: 'Lead', text: 'object:lead ', caret: 12, count: {value: 96, quality: 'exact'},
		});
	});

	it('all of them while nothing is typed, in quotes where they need them', () => {
		assert.deepEqual(complete('!code:|'), ['!code:0x80040333 |', '!code:1007 |', '!code:"with blank" |', '!code:*odd |']);
		assert.deepEqual(complete('code:!10|'), ['code:!1007 |']);
	});

	it('eight at most', () => {
		const many = {code: Array.from({length: 20}, (_, index) => ({value: String(index)}))};
		assert.equal(completeFilter('code:', 5, many, {fields: allFields}).suggestions.length, 8);
	});

	it('nothing in quotes without a field: it is a word', () => {
		assert.deepEqual(complete('"o|'), []);
	});

	it('an open quote is taken for what it holds', () => {
		assert.deepEqual(complete('object:"opportunity r|'), ['object:customeropportunityrole |']);
		assert.deepEqual(complete('code:"with| dup'), ['code:"with blank" |dup']);
	});

	it('times for since and until', () => {
		assert.deepEqual(complete('since:2|'), ['since:2h |', 'since:24h |']);
	});

	it('nothing behind a name that is no field, or not one of this tab’s', () => {
		assert.deepEqual([complete('cod:1|'), complete('code:1|', {fields: new Set(['object'])})], [[], []]);
	});
});

describe('with the caret inside', () => {
	it('the rest of the term gives way, the other terms stay', () => {
		assert.deepEqual(complete('code:10|07 dup'), ['code:1007 |dup']);
		assert.deepEqual(complete('a ob|j dup'), ['a object:| dup']);
		assert.deepEqual(complete('code:"wi|th b" dup'), ['code:"with blank" |dup']);
	});

	it('a field that is changed keeps its value', () => {
		assert.deepEqual(complete('cod|x:1007 dup'), ['code:|1007 dup']);
	});
});

it('a value that is taken is understood, whatever it is and wherever it is put', () => {
	fc.assert(fc.property(anyFilter, fc.string({unit: 'binary', minLength: 1}).filter(value => !value.startsWith('!')), (line, value) => {
		const before = `${line.replaceAll('"', '')} code:`;
		const {suggestions} = completeFilter(before, [...before].length, {code: [{value}]}, {fields: allFields});
		const taken = suggestions.at(0);
		assert.ok(taken);
		assert.equal([...taken.text].length, taken.caret);
		const last = parse(taken.text).terms.at(-1);
		assert.deepEqual(last === undefined ? [] : meaning([last]), [{
			kind: 'field', field: 'code', value, isNegated: false,
		}]);
	}), {numRuns: 1000});
});

it('nothing that is typed, with the caret anywhere or nowhere, throws', () => {
	fc.assert(fc.property(anyFilter, fc.integer({min: -1, max: 60}), fc.boolean(), (line, caret, isAsked) => {
		for (const {text, caret: after} of completeFilter(line, caret, candidates, {fields: allFields, isAsked}).suggestions) {
			assert.ok(after <= [...text].length);
		}
	}), {numRuns: 1000});
});
