
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {OpenBackend} from '../backend-suite.ts';
import {change} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

export function descriptionSuite(open: OpenBackend): void {
	describe('a description', () => {
		withBackend(open, 'names the sync and its two systems; what a later one leaves out stays', async ({ingest, service}) => {
			await ingest.describe({name: 'crm-prod', source: {name: 'Microsoft Dynamics'}, target: {name: 'Marketo'}});
			assert.deepEqual(await ingest.describe({name: 'crm-test'}), {accepted: 1});
			const {name, source, target} = await service();
			assert.deepEqual([name, source, target], ['crm-test', {name: 'Microsoft Dynamics'}, {name: 'Marketo'}]);
		});

		withBackend(open, 'says how the sync runs', async ({ingest, status}) => {
			const sync = {
				state: 'failing', message: 'The token has expired', cycleStartedAt: '2026-11-22T13:05:00Z', lastCycleEndedAt: null, nextCycleAt: null,
			} as const;
			assert.equal((await status()).sync, undefined);
			await ingest.describe({sync});
			assert.deepEqual((await status()).sync, sync);
		});

		withBackend(open, 'lists objects before they have records, in its order; others follow', async ({ingest, status}) => {
			await ingest.changes([change('1', {object: 'task'}), change('2', {object: 'lead'})]);
			await ingest.describe({objects: [{object: 'lead', label: 'Lead'}, {object: 'contact', label: 'Contact'}]});
			const listed = async () => (await status()).objects.map(({object, label}) => [object, label]);
			assert.deepEqual(await listed(), [['lead', 'Lead'], ['contact', 'Contact'], ['task', null]]);
			await ingest.describe({objects: [{object: 'contact'}, {object: 'lead', label: null}]});
			assert.deepEqual(await listed(), [['contact', 'Contact'], ['lead', null], ['task', null]]);
		});

		withBackend(open, 'of an object without changes has nothing pending', async ({ingest, status}) => {
			await ingest.describe({objects: [{object: 'campaign'}]});
			assert.deepEqual((await status()).objects[0]?.pending, {inserts: 0, updates: 0, deletes: null});
		});
	});

	describe('the service', () => {
		withBackend(open, 'says what it can', async ({service}) => {
			const {api, capabilities} = await service();
			assert.equal(api, 'sync-status');
			assert.deepEqual(capabilities, ['throughput', 'pending', 'errors', 'error-facets', 'error-causes', 'error-export', 'retry']);
		});
	});
}
