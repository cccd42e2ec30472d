import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readEntries} from '../../../source/backends/replication/log-entries.ts';
import {errorsOf} from '../../../source/backends/replication/log-errors.ts';
import type {Subscription} from '../../../source/backends/replication/read-subscriptions.ts';
import {utc, zoneNamed} from '../../../source/domain/zone.ts';

const subscription: Subscription = {
	id: 16_401, name: 'crm_sub', isEnabled: true, isRunning: false, slot: 'crm_sub', publications: ['crm'], origin: 'any', applyErrors: 1, syncErrors: 0,
	tables: [{name: 'public.lead', isReplicated: true}, {name: 'public.contact', isReplicated: false}], appliedTo: undefined,
};

const context = 'processing remote data for replication origin "pg_16401" during message type "INSERT" for replication target relation "public.lead" in transaction 755, finished at 0/17555F8';
const line = (other: Record<string, unknown> = {}) => `${JSON.stringify({
	timestamp: '2026-11-22 13:07:21.123 UTC', pid: 7, backend_type: 'logical replication apply worker', error_severity: 'ERROR', state_code: '23505',
	message: 'duplicate key value violates unique constraint "lead_pkey"', detail: 'Key (id)=(3) already exists.',
	context,
	...other,
})}\n`;

const errorsIn = (text: string, about: Partial<Subscription> = {}) => errorsOf(readEntries(text, utc), [{...subscription, ...about}]);

describe('a failure in the log of a subscriber', () => {
	test('is an error with the object, the operation, the record, SQLSTATE and what was said', () => {
		const [{id, ...error} = {id: ''}] = errorsIn(line());
		assert.match(id, /^[\da-f]{16}$/v);
		assert.deepEqual(error, {
			level: 'record', object: 'crm_sub/public.lead', recordId: '3', operation: 'insert', direction: 'inbound', code: '23505',
			message: 'duplicate key value violates unique constraint "lead_pkey": Key (id)=(3) already exists.',
			occurredAt: '2026-11-22T13:07:21.123Z', firstSeenAt: '2026-11-22T13:07:21.123Z', attempts: 1, state: 'open',
		});
	});

	test('is one error, however often it is tried', () => {
		const errors = errorsIn(line() + line({timestamp: '2026-11-22 13:07:26.123 UTC', pid: 8}) + line({timestamp: '2026-11-22 13:07:31.123 UTC', pid: 9}));
		assert.deepEqual(errors.map(({attempts, firstSeenAt, occurredAt}) => [attempts, firstSeenAt, occurredAt]), [[3, '2026-11-22T13:07:21.123Z', '2026-11-22T13:07:31.123Z']]);
	});

	test('is over once the subscription has come past it', () => {
		assert.equal(errorsIn(line(), {appliedTo: 0x1_75_55_F7}).length, 1);
		assert.equal(errorsIn(line(), {appliedTo: 0x1_75_55_F8}).length, 0);
		assert.equal(errorsIn(line({context: context.replace('0/17555F8', '3/17555F8')}), {appliedTo: 0x1_75_55_F8}).length, 1);
	});

	test('says its time by the clock of the log', () => {
		const [entry] = readEntries(line({timestamp: '2026-11-22 18:52:21.123 +0545'}), zoneNamed('Asia/Kathmandu'));
		assert.equal(entry?.at, Date.parse('2026-11-22T13:07:21.123Z'));
	});

	test('is understood as older versions write it', () => {
		const [error] = errorsIn([
			line({message: 'logical replication apply worker for subscription "crm_sub" has started', error_severity: 'LOG', context: undefined, state_code: undefined}),
			line({backend_type: 'logical replication worker', context: 'processing remote data during "UPDATE" for replication target relation "public.lead" in transaction 740 with commit timestamp 2026-11-22'}),
		].join(''));
		assert.deepEqual([error?.object, error?.operation], ['crm_sub/public.lead', 'update']);
	});

	test('that has no row is of the subscription, named when its worker began, and over when one runs', () => {
		const text = line({message: 'logical replication apply worker for subscription "crm_sub" has started', error_severity: 'LOG', context: undefined, state_code: undefined})
			+ line({state_code: '08006', message: 'apply worker for subscription "crm_sub" could not connect to the publisher: connection refused', detail: undefined, context: undefined});
		assert.deepEqual(errorsIn(text).map(({level, object, operation, code, recordId}) => [level, object, operation, code, recordId]), [['job', 'crm_sub', null, '08006', null]]);
		assert.equal(errorsIn(text, {isRunning: true, tables: []}).length, 0);
	});

	test('may be a change that was skipped as there was no record for it, which nothing mends', () => {
		const skipped = line({
			error_severity: 'LOG', state_code: undefined, message: 'conflict detected on relation "public.lead": conflict=update_missing',
			detail: 'Could not find the row to be updated.\nRemote row (5, x); replica identity (id)=(5).',
			context: 'processing remote data for replication origin "pg_16401" during message type "UPDATE" for replication target relation "public.lead" in transaction 760, finished at 0/1755700',
		});
		assert.deepEqual(errorsIn(skipped, {appliedTo: 0xFF_FF_FF_FF}).map(({object, operation, code, message}) => [object, operation, code, message]), [[
			'crm_sub/public.lead',
			'update',
			'update_missing',
			'conflict detected on relation "public.lead": conflict=update_missing: Could not find the row to be updated. Remote row (5, x); replica identity (id)=(5).',
		]]);
	});

	test('of other subscriptions, of other processes, and in lines that are no JSON is left out', () => {
		assert.deepEqual(errorsIn([
			line({context: context.replace('pg_16401', 'pg_99')}),
			line({backend_type: 'client backend'}),
			line({error_severity: 'LOG'}),
			line({timestamp: 'logical replication'}),
			line().slice(20),
			'{"logical replication": 1}\n',
			'logical replication\n',
			'\n',
			line().slice(0, 100),
		].join('')), []);
	});
});
