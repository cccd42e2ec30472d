/** What a backend might say in place of what it should: any JSON, answers with wrong places in them, and right ones full of hostile text. */
import fc from 'fast-check';
import {errorsPage, service, status} from '../helpers/sample.ts';

const hostileTexts = [
	'\u{1B}[2J',
	'\u{1B}[31mred\u{1B}[0m',
	'\u{1B}]52;c;aGk=\u{7}',
	'\u{1B}]0;title\u{7}',
	'\u{1B}]8;;http://x\u{1B}\\link',
	'\u{1B}Pq\u{1B}\\',
	'\u{1B}_x\u{1B}\\',
	'\u{9B}31m',
	'\0\b\r\t\n',
	'\u{202E}abc',
	'\u{2066}x\u{2069}',
	'\u{200E}\u{61C}',
	'\u{E0001}\u{E0041}',
	'\u{2028}\u{2029}',
	'\u{D800}',
	'a\u{DC00}',
	'\u{200B}\u{200D}\u{FE0F}',
	'👩‍👩‍👧',
	`e${'\u{301}'.repeat(50)}`,
	'自定义',
	'x'.repeat(3000),
	'__proto__',
	'constructor',
	'',
	' ',
	'0000-01-01T00:00:00Z',
	'9999-12-31T23:59:59Z',
	'-271821-04-20T00:00:00Z',
	'2016-12-31T23:59:60Z',
] as const;

const anyText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({unit: 'binary', maxLength: 20}), fc.string({unit: 'grapheme', maxLength: 12}));
const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, -0, 1.5, 1e21, Number.MAX_SAFE_INTEGER, 2 ** 53 + 2));
const names = ['objects', 'items', 'object', 'pending', 'inserts', 'id', 'buckets', 'capabilities', 'total', 'nextCursor'];
const {json: anyJson} = fc.letrec(tie => ({
	json: fc.oneof(
		{maxDepth: 3},
		fc.constantFrom(null, true, false, [], {}),
		anyNumber,
		anyText,
		fc.array(tie('json'), {maxLength: 4}),
		fc.dictionary(fc.oneof(anyText, fc.constantFrom(...names)), tie('json'), {maxKeys: 4}),
	),
}));

/** By route: an answer as it should be. */
const right = {
	service,
	status,
	throughput: {
		from: '2026-11-21T13:00:00Z', to: '2026-11-22T13:00:00Z', resolution: 'PT1H', coverage: {from: '2026-11-21T13:00:00Z', to: '2026-11-22T13:00:00Z'},
		buckets: [{object: 'lead', start: '2026-11-22T12:00:00Z', synced: 5, failed: 1}, {object: 'contact', start: '2026-11-22T12:00:00Z', synced: 9}],
	},
	pending: {items: [{
		recordId: 'L-1', recordName: 'Ana Pérez', operation: 'insert', direction: 'inbound', changedAt: '2026-11-22T10:00:00Z', attempts: 2,
	}], nextCursor: null},
	errors: errorsPage,
	error: {...errorsPage.items[0], payload: {a: [1, {b: 'c'}]}, history: [{at: '2026-11-22T10:00:00Z', code: '1007', message: 'Multiple leads match'}]},
	facets: {object: [{value: 'lead', count: 2}], operation: [], direction: [], code: [{value: '1007', count: 3, message: 'Multiple leads match'}]},
	causes: {causes: [{
		code: '1007', object: 'lead', operation: 'insert', direction: 'inbound', message: 'Multiple leads match', count: 4,
		firstAt: '2026-11-20T10:00:00Z', lastAt: '2026-11-22T10:00:00Z',
	}]},
} as const;

export type Route = keyof typeof right;
export type Answers = Readonly<Record<Route, unknown>>;

type Place = ReadonlyArray<string | number>;

/** Every place in a JSON value, the whole first. */
function placesIn(value: unknown, at: Place = []): Place[] {
	if (typeof value !== 'object' || value === null) {
		return [at];
	}

	const inner = Array.isArray(value) ? value.map((item: unknown, index): [number, unknown] => [index, item]) : Object.entries(value);
	return [at, ...inner.flatMap(([key, item]) => placesIn(item, [...at, key]))];
}

function innerOf(value: unknown, key: string | number): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The value with `put` at a place; as it was where the place is gone. */
function replaced(value: unknown, [key, ...rest]: Place, put: unknown): unknown {
	if (key === undefined) {
		return put;
	}

	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
		return value;
	}

	const inner = replaced(Reflect.get(value, key), rest, put);
	return Array.isArray(value) ? value.with(Number(key), inner) : {...value, [key]: inner};
}

function withReplacements(value: unknown, places: readonly Place[], put: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<unknown> {
	return fc.array(fc.tuple(fc.constantFrom(...places), put), {maxLength})
		.map(replacements => replacements.reduce<unknown>((current, [place, by]) => replaced(current, place, by), value));
}

/** What the contract wants in a certain form: hostile text in its place would only be refused. */
const formed = new Set<string | number | undefined>(['api', 'resolution', 'state', 'level', 'from', 'to', 'start', 'at', 'changedAt', 'occurredAt', 'generatedAt', 'firstAt', 'lastAt']);

function answersTo(value: unknown): fc.Arbitrary<unknown> {
	const places = placesIn(value);
	const texts = places.filter(place => !formed.has(place.at(-1)) && typeof place.reduce<unknown>((current, key) => innerOf(current, key), value) === 'string');
	return fc.oneof(
		{weight: 1, arbitrary: anyJson},
		{weight: 3, arbitrary: withReplacements(value, places, anyJson, 3)},
		{weight: 3, arbitrary: withReplacements(value, texts, anyText, 6)},
		{weight: 2, arbitrary: fc.constant(value)},
	);
}

export const anyAnswers: fc.Arbitrary<Answers> = fc.record({
	service: answersTo(right.service), status: answersTo(right.status), throughput: answersTo(right.throughput), pending: answersTo(right.pending),
	errors: answersTo(right.errors), error: answersTo(right.error), facets: answersTo(right.facets), causes: answersTo(right.causes),
});
