/** The specification of the filter language: what is typed, and what it means. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {FilterProblem} from '../../../source/domain/filter/filter-problem.ts';
import {parseFilter} from '../../../source/domain/filter/parse-filter.ts';
import type {FilterTime} from '../../../source/domain/filter/terms.ts';
import {anyFilter} from '../../helpers/any-filter.ts';
import {meaning, parse, termsOf} from '../../helpers/parse-filter.ts';

const meant = (text: string) => termsOf(text).map(term => term.kind === 'word'
	? [term.isNegated, term.text]
	: [term.kind === 'field' && term.isNegated, term.field, term.value]);

describe('words', () => {
	it('must all be found, and with ! must not', () => {
		assert.deepEqual(meant('duplicate !key'), [[false, 'duplicate'], [true, 'key']]);
	});

	it('stand together in quotes, where a backslash makes quotes and backslashes plain', () => {
		assert.deepEqual(meant(String.raw`"duplicate key" !"a \"b\" \\c\d"`), [[false, 'duplicate key'], [true, String.raw`a "b" \c\d`]]);
	});

	it('may hold quotes and backslashes, which are plain there', () => {
		assert.deepEqual(meant(String.raw`5"x\y`), [[false, String.raw`5"x\y`]]);
	});

	it('may hold colons where no name of letters stands before them', () => {
		assert.deepEqual(meant('https://x.example 12:30 0x80:1 !ftp://y "cod:1"'), [
			[false, 'https://x.example'], [false, '12:30'], [false, '0x80:1'], [true, 'ftp://y'], [false, 'cod:1'],
		]);
	});

	it('lose a ! in quotes: what is asked has no way to say it', () => {
		assert.deepEqual(meant('"!x" !!y'), [[false, 'x'], [true, 'y']]);
	});
});

describe('fields', () => {
	it('are written in full or short, in any case, with ! for none of these', () => {
		assert.deepEqual(meant('object:lead OP:insert operation:update dir:in !direction:OUTBOUND level:Job !code:1007'), [
			[false, 'object', 'lead'],
			[false, 'operation', 'insert'],
			[false, 'operation', 'update'],
			[false, 'direction', 'inbound'],
			[true, 'direction', 'outbound'],
			[false, 'level', 'job'],
			[true, 'code', '1007'],
		]);
	});

	it('take a ! before the value too, as a query of the API has it', () => {
		assert.deepEqual(meant('code:!1007 code:!"a b" code:"!x"'), [[true, 'code', '1007'], [true, 'code', 'a b'], [false, 'code', 'x']]);
	});

	it('take quotes and *, and the empty value for what lacks the field', () => {
		assert.deepEqual(meant('object:"Opportunity Role" code:0x8004* dir:In* code:"" !code:""'), [
			[false, 'object', 'Opportunity Role'], [false, 'code', '0x8004*'], [false, 'direction', 'in*'], [false, 'code', ''], [true, 'code', ''],
		]);
	});

	it('take values that begin with a slash', () => {
		assert.deepEqual(meant('object:/leads code:"//x"'), [[false, 'object', '/leads'], [false, 'code', '//x']]);
	});

	it('take times: so long ago, a day, a minute of a day', () => {
		const day = Date.parse('2026-11-20');
		const times: ReadonlyArray<[text: string, time: FilterTime]> = [
			['90m', {kind: 'ago', ms: 5_400_000}],
			['2H', {kind: 'ago', ms: 7_200_000}],
			['3d', {kind: 'ago', ms: 259_200_000}],
			['1w', {kind: 'ago', ms: 604_800_000}],
			['2026-11-20', {kind: 'clock', ms: day, isDay: true}],
			['2026-11-20T00:00', {kind: 'clock', ms: day, isDay: false}],
			['2026-11-20t14:00:30', {kind: 'clock', ms: day + 14 * 3_600_000 + 30_000, isDay: false}],
		];
		for (const [value, time] of times) {
			assert.deepEqual(meaning(termsOf(`until:${value}`)), [{
				kind: 'time', field: 'until', value, time,
			}]);
		}
	});
});

describe('what is merely unfinished', () => {
	for (const text of ['', '  ', '!', '!!', 'object:', '!code:', 'code:!', 'code:"', 'code:"!"', 'since:', 'since:"', '"', '""', '!""', '" ']) {
		it(`is neither a term nor a problem: ${JSON.stringify(text)}`, () => {
			assert.deepEqual(parse(text), {terms: [], problem: undefined});
		});
	}

	it('ends with the text: an open quote', () => {
		assert.deepEqual(meant('"two wor'), [[false, 'two wor']]);
		assert.deepEqual(meant('object:"Opportunity R'), [[false, 'object', 'Opportunity R']]);
	});
});

describe('what can’t be understood', () => {
	const problems: ReadonlyArray<[text: string, problem: FilterProblem]> = [
		['dup !cod:1007', {
			kind: 'unknown-field', name: 'cod', nearest: 'code', from: 5, to: 8,
		}],
		['👩 dir:sideways', {
			kind: 'bad-value', field: 'direction', value: 'sideways', from: 6, to: 14,
		}],
		['level:"foo"', {
			kind: 'bad-value', field: 'level', value: 'foo', from: 6, to: 11,
		}],
		['since:soon', {
			kind: 'bad-time', field: 'since', value: 'soon', from: 6, to: 10,
		}],
		['x !since:2h', {
			kind: 'negated-time', field: 'since', from: 2, to: 3,
		}],
		['since:!2h', {
			kind: 'negated-time', field: 'since', from: 6, to: 7,
		}],
		['until:1h x until:2h', {
			kind: 'twice', field: 'until', from: 11, to: 19,
		}],
		['x '.repeat(102), {
			kind: 'too-many', most: 100, from: 200, to: 201,
		}],
	];
	for (const [text, problem] of problems) {
		it(`is pointed at, by the character: ${problem.kind} in ${text.slice(0, 20)}`, () => {
			assert.deepEqual(parse(text).problem, problem);
		});
	}

	it('is a time that no clock shows', () => {
		for (const text of ['2026-02-31', '2026-13-01', '2026-11-20T24:00', '2026-11-20T14', '20-11-2026', '2y', '-2h', '""']) {
			assert.equal(parse(`since:${text}`).problem?.kind, 'bad-time', text);
		}
	});

	it('is a field that this tab doesn’t have', () => {
		assert.deepEqual(parseFilter('!code:1 object:x', {fields: new Set(['object'])}), {
			terms: [{
				kind: 'field', field: 'object', value: 'x', isNegated: false, from: 8, to: 16,
			}],
			problem: {
				kind: 'field-elsewhere', name: 'code', from: 1, to: 5,
			},
		});
	});

	it('leaves the rest of the filter understood; the first is told', () => {
		const {terms, problem} = parse('a cod:1 b since:soon');
		assert.deepEqual(terms.map(term => term.kind === 'word' && term.text), ['a', 'b']);
		assert.equal(problem?.kind, 'unknown-field');
	});

	it('names the field that was likely meant, if one is near', () => {
		const nearest = (name: string) => {
			const {problem} = parse(`${name}:x`);
			return problem?.kind === 'unknown-field' ? problem.nearest : 'known';
		};

		assert.deepEqual(['kode', 'ojbect', 'obj', 'direct', 'oper', 'lvl', 'sinse', 'o', 'DIRR'].map(name => nearest(name)), [
			'code', 'object', 'object', 'direction', 'operation', 'level', 'since', 'object', 'direction',
		]);
		assert.deepEqual(['mailto', 'to', 'x', 'zzzzzz', 'object'.repeat(10)].map(name => nearest(name)), [undefined, undefined, undefined, undefined, undefined]);
	});
});

it('any text has its terms and its problem where it says, and no term that begins with !', () => {
	fc.assert(fc.property(anyFilter, typed => {
		const {length} = [...typed];
		const {terms, problem} = parse(typed);
		for (const {from, to} of [...terms, ...(problem === undefined ? [] : [problem])]) {
			assert.ok(from >= 0 && from < to && to <= length);
		}

		assert.ok(terms.every(term => !(term.kind === 'word' ? term.text : term.value).startsWith('!')));
		assert.ok(terms.every((term, index) => index === 0 || (terms[index - 1]?.to ?? 0) <= term.from));
	}), {numRuns: 1000});
});

it('a long text is read in a moment', () => {
	const start = performance.now();
	for (const piece of ['!', '"', 'a:', 'x ', '\\', 'code:"', '!code:!']) {
		parse(piece.repeat(200_000 / piece.length));
	}

	assert.ok(performance.now() - start < 3000);
});
