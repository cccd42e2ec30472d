import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {causeFilter} from '../../../source/domain/cause/cause-filter.ts';
import {groupByCause} from '../../../source/domain/cause/group-by-cause.ts';
import {literalsOf, maskMessage} from '../../../source/domain/cause/mask-message.ts';
import {printFilter} from '../../../source/domain/filter/print-filter.ts';

describe('the pattern of a message', () => {
	const patterns: ReadonlyArray<[message: string, pattern: string]> = [
		['Cannot insert duplicate key, record L-10291', 'Cannot insert duplicate key, record …'],
		['Duplicate of 3F2504E0-4F89-11D3-9A0C-0305E82C3301 found', 'Duplicate of … found'],
		['The e-mail ana.perez+crm@example.org is taken', 'The e-mail … is taken'],
		['Field "First Name" is too long: 300 of 255 characters', 'Field … is too long: … of … characters'],
		['Value ‘x’ of «y» isn’t one of the picklist', 'Value … of … isn’t one of the picklist'],
		['It can\'t be done: the user\'s role is missing', 'It can\'t be done: the user\'s role is missing'],
		['Timeout at 2026-11-22T13:07:21Z after 30,5 s on https://crm.example.com/a?b=c', 'Timeout at … after … s on …'],
		['Id 003Ab00000XyZ, 17 18 19', 'Id …, …'],
	];
	for (const [message, pattern] of patterns) {
		it(`is “${pattern}”`, () => {
			assert.equal(maskMessage(message), pattern);
		});
	}

	it('is empty where there is no message', () => {
		assert.equal(maskMessage(null), '');
	});

	const message = fc.oneof(
		fc.string({unit: 'binary'}),
		fc.array(fc.constantFrom('a', 'key ', '12', '"', '\'', '…', ' ', 'x@y.z', '2026-11-22', '-', '{', 'é1', '李'), {maxLength: 200}).map(parts => parts.join('')),
	);

	it('is its own pattern, and has at most 200 characters', () => {
		fc.assert(fc.property(message, text => {
			const pattern = maskMessage(text);
			assert.equal(maskMessage(pattern), pattern);
			assert.ok(pattern.length <= 200 && pattern.isWellFormed());
		}), {numRuns: 2000});
	});

	it('has pieces that the message holds word for word', () => {
		fc.assert(fc.property(message, text => {
			for (const literal of literalsOf(maskMessage(text))) {
				assert.ok(text.includes(literal), JSON.stringify([text, literal]));
			}
		}), {numRuns: 2000});
	});

	it('is found in a moment, whatever the message', () => {
		const hostile = ['"', '\'', 'a@', 'a'.repeat(50) + '@', '1-', '{a', '… ', '0000-', 'https://', '1:1'].map(piece => piece.repeat(1_000_000 / piece.length));
		const start = performance.now();
		for (const text of hostile) {
			maskMessage(text);
		}

		assert.ok(performance.now() - start < 1000);
	});
});

describe('grouping', () => {
	const now = Date.parse('2026-11-22T13:07:21Z');
	const error = (id: number, occurredAt: string, message: string, code = '1007') => ({
		id: String(id), object: 'lead', operation: 'insert', direction: 'inbound' as const, code, message, occurredAt,
	});

	it('puts together what differs in ids and values alone, and tells how it went', () => {
		const causes = groupByCause([
			error(1, '2026-11-22T13:01:00Z', 'Record L-3 is locked'),
			error(2, '2026-11-22T12:00:00Z', 'Record L-1 is locked'),
			error(3, '2026-11-20T12:00:00Z', 'Record L-2 is locked'),
			error(4, '2026-11-22T13:00:00Z', 'Record L-2 is locked', '1008'),
		], now);
		assert.deepEqual(causes.map(({code, pattern, count, message, firstSeenAt, lastSeenAt, trend}) => [
			code, pattern, count, message, firstSeenAt, lastSeenAt, trend?.from, trend?.hours.slice(-3),
		]), [
			['1007', 'Record … is locked', 3, 'Record L-3 is locked', '2026-11-20T12:00:00.000Z', '2026-11-22T13:01:00.000Z', '2026-11-21T14:00:00.000Z', [0, 1, 1]],
			['1008', 'Record … is locked', 1, 'Record L-2 is locked', '2026-11-22T13:00:00.000Z', '2026-11-22T13:00:00.000Z', '2026-11-21T14:00:00.000Z', [0, 0, 1]],
		]);
	});

	it('opens as a filter of its fields and of what its messages have in common', () => {
		const [cause] = groupByCause([error(1, '2026-11-22T13:01:00Z', 'Record L-3 of the object is locked by 7')], now);
		assert.ok(cause);
		assert.equal(printFilter(causeFilter(cause)), 'object:lead op:insert dir:inbound code:1007 "of the object is locked by" Record');
	});
});
