import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {SyncError} from '../../../source/contract/errors.ts';
import {groupByCause} from '../../../source/domain/cause/group-by-cause.ts';

const now = Date.parse('2026-11-22T13:07:21Z');
const error = (id: number, occurredAt: string, other: Partial<SyncError> = {}): SyncError => ({
	id: String(id), object: 'lead', operation: 'insert', direction: 'inbound', code: '1007', message: `Record L-${id} is locked`, occurredAt, attempts: 1, ...other,
});

describe('grouping', () => {
	it('puts together what differs in ids and values alone, and tells how it went', () => {
		assert.deepEqual(groupByCause([
			error(1, '2026-11-22T12:00:00Z'),
			error(2, '2026-11-22T13:01:00Z'),
			error(3, '2026-11-20T12:00:00Z'),
		], now), [{
			object: 'lead', operation: 'insert', direction: 'inbound', code: '1007', pattern: 'Record … is locked', message: 'Record L-2 is locked', count: 3,
			firstSeenAt: '2026-11-20T12:00:00.000Z', lastSeenAt: '2026-11-22T13:01:00.000Z',
			trend: {from: '2026-11-21T14:00:00.000Z', hours: [...Array.from({length: 22}, () => 0), 1, 1]},
		}]);
	});

	it('keeps apart what differs in object, operation, direction, code or words', () => {
		const at = '2026-11-22T13:00:00Z';
		const others: Array<Partial<SyncError>> = [{}, {object: 'contact'}, {operation: 'update'}, {direction: 'outbound'}, {code: '1008'}, {message: 'Record is gone'}];
		assert.equal(groupByCause(others.map((other, index) => error(index, at, other)), now).length, others.length);
	});

	it('takes null and absent for the same', () => {
		const [cause, ...rest] = groupByCause([
			error(1, '2026-11-22T13:00:00Z', {code: null, message: null}),
			error(2, '2026-11-22T13:00:00Z', {code: undefined, message: undefined}),
		], now);
		assert.deepEqual([cause?.count, cause?.pattern, rest], [2, '', []]);
	});

	it('has the most frequent first, of those as many the newest', () => {
		const causes = groupByCause([
			error(1, '2026-11-22T11:00:00Z', {code: 'old'}),
			error(2, '2026-11-22T10:00:00Z', {code: 'many'}),
			error(3, '2026-11-22T10:00:00Z', {code: 'many'}),
			error(4, '2026-11-22T12:00:00Z', {code: 'new'}),
		], now);
		assert.deepEqual(causes.map(({code}) => code), ['many', 'new', 'old']);
	});

	it('counts the running hour last, and leaves out what lies before or after the 24', () => {
		const hours = (occurredAt: string) => groupByCause([error(1, occurredAt)], now)[0]?.trend?.hours;
		assert.deepEqual([hours('2026-11-21T13:59:59.999Z')?.includes(1), hours('2026-11-21T14:00:00Z')?.indexOf(1)], [false, 0]);
		assert.deepEqual([hours('2026-11-22T13:59:59Z')?.indexOf(1), hours('2026-11-22T14:00:00Z')?.includes(1)], [23, false]);
	});

	it('takes as many errors as there are', () => {
		const [cause] = groupByCause(Array.from({length: 150_000}, () => error(1, '2026-11-22T13:00:00Z', {message: null})), now);
		assert.equal(cause?.count, 150_000);
	});

	it('of nothing is nothing', () => {
		assert.deepEqual(groupByCause([], now), []);
	});
});
