import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseMapping} from '../../../source/backends/tables/parse-mapping.ts';

const query = 'SELECT id, entity AS object FROM outbox';

describe('a mapping in a config file', () => {
	it('is taken as it is', () => {
		const mapping = {
			query, operations: {I: 'insert'}, directions: {out: 'outbound'}, states: {new: 'pending'}, constants: {direction: 'outbound'}, timeZone: 'Europe/Madrid', times: 'epoch-ms', keeps: 120,
			retry: {statement: 'UPDATE outbox SET status = 0 WHERE id = :id'}, source: 'Shop', target: 'CRM',
		};
		assert.deepEqual(parseMapping(mapping), mapping);
		assert.deepEqual(parseMapping({parts: {pending: query}}), {parts: {pending: query}});
	});

	const wrong: ReadonlyArray<readonly [what: string, mapping: unknown, complaint: RegExp]> = [
		['without a SELECT', {states: {}}, /^mapping: lacks its SELECT; give query, or parts$/v],
		['with a key that there is not', {query, state: {}}, /^mapping\.state: expected one of source, target, query/v],
		['with a state that there is not', {query, states: {done: 'ended'}}, /^mapping\.states\.done: expected "pending", "running"/v],
		['with a direction that there is not', {query, directions: {out: 'up'}}, /^mapping\.directions\.out: expected "inbound" or "outbound"/v],
		['with a time zone that there is not', {query, timeZone: 'Mars/Olympus'}, /^mapping\.timeZone: expected the name of a time zone/v],
		['with a column that there is not', {query, constants: {colour: 'red'}}, /^mapping\.constants\.colour: expected one of id, object/v],
		['with a part that there is not', {parts: {waiting: query}}, /^mapping\.parts\.waiting: expected one of pending, failed, done/v],
		['of another type', 'SELECT 1', /^mapping: expected a table/v],
	];
	for (const [what, mapping, complaint] of wrong) {
		it(`${what} is refused with its place`, () => {
			assert.throws(() => parseMapping(mapping), complaint === undefined ? {} : {code: 'invalid-request', message: complaint});
		});
	}
});
