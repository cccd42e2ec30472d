/** The specification of the filter language: what is typed, and what it means. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {FilterProblem} from '../../../source/domain/filter/filter-problem.ts';
import {parseFilter} from '../../../source/domain/filter/parse-filter.ts';
import {printFilter} from '../../../source/domain/filter/print-filter.ts';
import {filterFieldNames, type FilterTerm} from '../../../source/domain/filter/terms.ts';

const all = new Set(filterFieldNames);
const parse = (text: string) => parseFilter(text, {fields: all});
/** What terms say, wherever they stand. */
const meaning = (terms: readonly FilterTerm[]) => terms.map(({from: _, to: __, ...said}) => said);
const meant = (text: string) => {
	const {terms, problem} = parse(text);
	assert.equal(problem, undefined);
	return meaning(terms).map(term => term.kind === 'word' ? [term.isNegated, term.text] : [term.kind === 'field' && term.isNegated, term.field, term.value]);
};

const problemOf = (text: string): FilterProblem => {
	const {problem} = parse(text);
	assert.ok(problem, text);
	return problem;
};

describe('words', () => {
	it('must all be found, and with ! must not', () => {
		assert.deepEqual(meant('duplicate !key'), [[false, 'duplicate'], [true, 'key']]);
	});

	it('stand together in quotes, where a backslash makes quotes plain', () => {
		assert.deepEqual(meant(String.raw`"duplicate key" !"a \"b\" \\c"`), [[false, 'duplicate key'], [true, String.raw`a "b" \c`]]);
	});

	it('may hold colons where no name of letters stands before them', () => {
		assert.deepEqual(meant('https://x.example 12:30 0x80:1 "cod:1"'), [[false, 'https://x.example'], [false, '12:30'], [false, '0x80:1'], [false, 'cod:1']]);
	});

	it('lose a ! in quotes: what is asked has no way to say it', () => {
		assert.deepEqual(meant('"!x"'), [[false, 'x']]);
	});
});

describe('fields', () => {
	it('are written in full or short, in any case, with ! for none of these', () => {
		assert.deepEqual(meant('object:lead OP:insert operation:update dir:in !direction:outbound level:Job !code:1007'), [
			[false, 'object', 'lead'],
			[false, 'operation', 'insert'],
			[false, 'operation', 'update'],
			[false, 'direction', 'inbound'],
			[true, 'direction', 'outbound'],
			[false, 'level', 'job'],
			[true, 'code', '1007'],
		]);
	});

	it('take quotes and *, and the empty value for what lacks the field', () => {
		assert.deepEqual(meant('object:"Opportunity Role" code:0x8004* code:""'), [
			[false, 'object', 'Opportunity Role'], [false, 'code', '0x8004*'], [false, 'code', ''],
		]);
	});

	it('take times: so long ago, a day, a minute of a day', () => {
		assert.deepEqual(meaning(parse('since:90m until:2026-11-20T14:00').terms), [
			{
				kind: 'time', field: 'since', value: '90m', time: {kind: 'ago', ms: 5_400_000},
			},
			{
				kind: 'time', field: 'until', value: '2026-11-20T14:00', time: {kind: 'clock', ms: Date.parse('2026-11-20T14:00Z'), isDay: false},
			},
		]);
	});
});

describe('what is merely unfinished', () => {
	for (const text of ['', '  ', '!', 'object:', '!code:', 'since:', '"', '""', '!""']) {
		it(`is neither a term nor a problem: ${JSON.stringify(text)}`, () => {
			assert.deepEqual(parse(text), {terms: [], problem: undefined});
		});
	}

	it('ends with the text: an open quote', () => {
		assert.deepEqual(meant('"two wor'), [[false, 'two wor']]);
	});
});

describe('what can’t be understood', () => {
	it('is pointed at, by the character', () => {
		assert.deepEqual(problemOf('dup !cod:1007'), {
			kind: 'unknown-field', name: 'cod', nearest: 'code', from: 5, to: 8,
		});
		assert.deepEqual(problemOf('👩 dir:sideways'), {
			kind: 'bad-value', field: 'direction', value: 'sideways', from: 6, to: 14,
		});
		assert.deepEqual(problemOf('since:soon'), {
			kind: 'bad-time', field: 'since', value: 'soon', from: 6, to: 10,
		});
	});

	it('is a day that no month has, a negated time, and a time that stands twice', () => {
		assert.equal(problemOf('since:2026-02-31').kind, 'bad-time');
		assert.equal(problemOf('!since:2h').kind, 'negated-time');
		assert.equal(problemOf('until:1h until:2h').kind, 'twice');
		assert.equal(problemOf('x '.repeat(101)).kind, 'too-many');
	});

	it('is a field that this tab doesn’t have', () => {
		assert.equal(parseFilter('code:1', {fields: new Set(['object'])}).problem?.kind, 'field-elsewhere');
	});

	it('leaves the rest of the filter understood', () => {
		assert.deepEqual(meaning(parse('a cod:1 b').terms).map(term => term.kind === 'word' && term.text), ['a', 'b']);
	});
});

describe('any text', () => {
	const value = fc.oneof(fc.string({unit: 'binary', maxLength: 12}), fc.string({unit: fc.constantFrom('a', '"', '\\', '!', '*', ' ', ':', '/', 'é', '李', '👩'), maxLength: 10}));
	const piece = fc.oneof(
		value,
		fc.tuple(fc.constantFrom('', '!'), fc.constantFrom(...filterFieldNames, 'op', 'dir', 'OBJECT', 'nope'), fc.constantFrom(':', ':"', ''), value).map(parts => parts.join('')),
		fc.constantFrom('since:2h', 'until:2026-11-20', 'dir:in', 'level:job', String.raw`"a \" b"`, '!"x y"', 'code:""'),
	);
	const text = fc.oneof(fc.string({unit: 'binary'}), fc.array(piece, {maxLength: 8}).map(pieces => pieces.join(' ')));

	it('means the same after it has been printed, and is printed the same again', () => {
		fc.assert(fc.property(text, typed => {
			const {terms} = parse(typed);
			const printed = printFilter(terms);
			const again = parse(printed);
			assert.equal(again.problem, undefined);
			assert.deepEqual(meaning(again.terms), meaning(terms));
			assert.equal(printFilter(again.terms), printed);
		}), {numRuns: 3000});
	});

	it('has its terms and its problem where it says', () => {
		fc.assert(fc.property(text, typed => {
			const {length} = [...typed];
			const {terms, problem} = parse(typed);
			for (const {from, to} of [...terms, ...(problem === undefined ? [] : [problem])]) {
				assert.ok(from >= 0 && from < to && to <= length);
			}
		}), {numRuns: 1000});
	});
});
