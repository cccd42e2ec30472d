import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {GenericSchema} from 'valibot';
import {ErrorsPageSchema} from '../../source/contract/errors.ts';
import {ChangesSchema, DescriptionSchema, HistorySchema} from '../../source/contract/ingest.ts';
import {ErrorsQuerySchema, queryOf, ThroughputQuerySchema} from '../../source/contract/queries.ts';
import {ServiceSchema} from '../../source/contract/service.ts';
import {StatusSchema} from '../../source/contract/status.ts';
import {ContractError, validate} from '../../source/contract/validate.ts';

const status = (...objects: unknown[]) => ({objects});
const lead = (fields: Record<string, unknown> = {}) => ({object: 'lead', pending: {inserts: 1, updates: 2}, ...fields});

/** The sentence that the document is refused with, or what it was taken for. */
function refusalOf(schema: GenericSchema, document: unknown): unknown {
	try {
		return validate(schema, document);
	} catch (error) {
		return error instanceof ContractError ? error.message : error;
	}
}

describe('a document that breaks the contract is refused with the path of the first thing that is wrong', () => {
	const cases: ReadonlyArray<[schema: GenericSchema, document: unknown, sentence: string]> = [
		[StatusSchema, status(lead(), lead(), lead(), lead({pending: {inserts: 'many'}})), 'objects[3].pending.inserts: expected a count, got "many"'],
		[StatusSchema, status(lead({pending: {updates: -1}})), 'objects[0].pending.updates: expected a count, got -1'],
		[StatusSchema, status(lead({pending: {updates: 1.5}})), 'objects[0].pending.updates: expected a count, got 1.5'],
		[StatusSchema, status(lead({failed: {value: 3, quality: 'sure'}})), 'objects[0].failed: expected a count, got an object'],
		[StatusSchema, status(lead({failed: true})), 'objects[0].failed: expected a count, got true'],
		[StatusSchema, status(lead({label: 7})), 'objects[0].label: expected text, got 7'],
		[StatusSchema, status({pending: {}}), 'objects[0].object: is missing'],
		[StatusSchema, status({object: 'lead'}), 'objects[0].pending: is missing'],
		[StatusSchema, status(lead({object: ''})), 'objects[0].object: expected text that is not empty, got ""'],
		[StatusSchema, status('lead'), 'objects[0]: expected an object, got "lead"'],
		[StatusSchema, {}, 'objects: is missing'],
		[StatusSchema, {objects: {}}, 'objects: expected a list of objects, got an object'],
		[StatusSchema, null, 'expected a status, got null'],
		[StatusSchema, undefined, 'expected a status, got nothing'],
		[StatusSchema, {sync: {state: 'asleep'}, objects: []}, 'sync.state: expected "running", "paused", "failing" or "stopped", got "asleep"'],
		[
			StatusSchema,
			status(lead({oldest: {insert: {changedAt: 'yesterday'}}})),
			'objects[0].oldest.insert.changedAt: expected an RFC 3339 time, got "yesterday"',
		],
		[StatusSchema, {generatedAt: '2026-11-22T13:07:21', objects: []}, 'generatedAt: expected an RFC 3339 time, got "2026-11-22T13:07:21"'],
		[StatusSchema, {generatedAt: '2026-13-22T13:07:21Z', objects: []}, 'generatedAt: expected an RFC 3339 time, got "2026-13-22T13:07:21Z"'],
		[ErrorsPageSchema, {items: [{id: 'e-1'}]}, 'items[0].occurredAt: is missing'],
		[
			ErrorsPageSchema,
			{items: [{id: 'e-1', occurredAt: '2026-11-22T13:07:21Z', direction: 'sideways'}]},
			'items[0].direction: expected "inbound" or "outbound", got "sideways"',
		],
		[ServiceSchema, {api: 'other', version: '1.0'}, 'api: expected "sync-status", got "other"'],
		[ServiceSchema, {api: 'sync-status', version: '2.0'}, 'version: expected version 1, got "2.0"'],
		[ChangesSchema, [{id: ''}], '[0].id: expected text that is not empty, got ""'],
		[DescriptionSchema, {source: {}}, 'source.name: is missing'],
		[
			HistorySchema,
			[{
				object: 'lead', start: '2026-11-22T13:07:00Z', synced: 1, failed: 0,
			}],
			'[0].start: expected a time on a quarter hour, got "2026-11-22T13:07:00Z"',
		],
	];
	for (const [schema, document, sentence] of cases) {
		test(sentence, () => {
			assert.equal(refusalOf(schema, document), sentence);
		});
	}

	test('the message stays short whatever was sent', () => {
		assert.equal(refusalOf(StatusSchema, {objects: 'x'.repeat(5000)}), `objects: expected a list of objects, got "${'x'.repeat(38)}…`);
	});

	test('the error has a code and the path apart', () => {
		assert.throws(() => validate(StatusSchema, status(lead({label: 7}))), {name: 'ContractError', code: 'contract-violation', path: 'objects[0].label'});
	});
});

describe('a document that keeps the contract', () => {
	test('may have fields that nobody knows: they are left out', () => {
		assert.deepEqual(
			validate(StatusSchema, {mood: 'fine', objects: [lead({pending: {inserts: 1, updates: 2, merges: 'x'}, color: 'red'})]}),
			{objects: [{object: 'lead', pending: {inserts: 1, updates: 2}}]},
		);
	});

	test('may say of a count that it is 0, that it is not available, or nothing: three things', () => {
		const {objects} = validate(StatusSchema, status(lead({pending: {inserts: 0, updates: null}})));
		assert.deepEqual(objects[0]?.pending, {inserts: 0, updates: null});
	});

	test('may have counts of lesser quality', () => {
		const {objects} = validate(StatusSchema, status(lead({failed: {value: 5000, quality: 'at-least'}})));
		assert.deepEqual(objects[0]?.failed, {value: 5000, quality: 'at-least'});
	});

	test('needs an object and its pending counts, and nothing else', () => {
		assert.deepEqual(validate(StatusSchema, status({object: 'lead', pending: {}})), {objects: [{object: 'lead', pending: {}}]});
	});

	test('may have null wherever something is optional', () => {
		const document = {generatedAt: null, sync: null, objects: [lead({label: null, oldest: {insert: null}, directions: null, asOf: null})]};
		assert.deepEqual(validate(StatusSchema, document), document);
	});

	test('may have operations of its own', () => {
		const change = {
			id: '1', object: 'lead', recordId: 'L-1', operation: 'merge', direction: 'inbound', changedAt: '2026-11-22T13:07:21.123+05:45',
		};
		assert.deepEqual(validate(ChangesSchema, [change]), [change]);
	});
});

describe('a query', () => {
	const parse = (schema: GenericSchema, query: string) => refusalOf(schema, queryOf(new URLSearchParams(query)));
	const span = 'from=2026-11-22T10:15:00Z&to=2026-11-22T11:15:00Z';

	test('has lists where a parameter may repeat, ms where it is a time, and what it doesn\'t say', () => {
		assert.deepEqual(parse(ErrorsQuerySchema, 'q=ana&q=!bob&code=0x8004*&from=2026-11-22T10:15:00Z&sort=object&limit=5&color=red'), {
			q: ['ana', '!bob'],
			object: [],
			operation: [],
			direction: [],
			code: ['0x8004*'],
			level: [],
			from: Date.UTC(2026, 10, 22, 10, 15),
			sort: {column: 'object', descending: false},
			limit: 5,
		});
		assert.deepEqual(parse(ThroughputQuerySchema, span), {
			from: Date.UTC(2026, 10, 22, 10, 15), to: Date.UTC(2026, 10, 22, 11, 15), resolution: 'PT1H',
		});
	});

	const cases: ReadonlyArray<[schema: GenericSchema, query: string, sentence: string]> = [
		[ErrorsQuerySchema, 'limit=0', 'limit: expected a limit from 1 to 1000, got 0'],
		[ErrorsQuerySchema, 'limit=1001', 'limit: expected a limit from 1 to 1000, got 1001'],
		[ErrorsQuerySchema, 'limit=ten', 'limit: expected a limit from 1 to 1000, got "ten"'],
		[ErrorsQuerySchema, 'limit=1&limit=2', 'limit: expected the parameter once, got a list'],
		[ErrorsQuerySchema, 'from=today', 'from: expected an RFC 3339 time, got "today"'],
		[ErrorsQuerySchema, 'from=2026-11-22T10:15:00', 'from: expected an RFC 3339 time, got "2026-11-22T10:15:00"'],
		[ThroughputQuerySchema, 'from=2026-11-22T10:15:00Z', 'to: is missing'],
		[ThroughputQuerySchema, `${span}&resolution=P1D`, 'resolution: expected "PT1H" or "PT15M", got "P1D"'],
		[ThroughputQuerySchema, 'from=2026-11-22T10:10:00Z&to=2026-11-22T11:15:00Z', `from: expected a time on a quarter hour, got ${Date.UTC(2026, 10, 22, 10, 10)}`],
		[ThroughputQuerySchema, 'to=2026-11-22T10:15:00Z&from=2026-11-22T11:15:00Z', 'expected a "from" before "to", got an object'],
		[ThroughputQuerySchema, 'from=2024-11-22T10:15:00Z&to=2026-11-22T10:15:00Z', 'expected a span of at most 400 days, got an object'],
	];
	for (const [schema, query, sentence] of cases) {
		test(`${query} is refused: ${sentence}`, () => {
			assert.equal(parse(schema, query), sentence);
		});
	}
});
