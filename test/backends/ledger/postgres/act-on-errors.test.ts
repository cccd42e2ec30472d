import assert from 'node:assert/strict';
import {it} from 'node:test';
import {actOnErrors} from '../../../../source/backends/ledger/postgres/act-on-errors.ts';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import {openPostgres} from '../../../../source/databases/postgres.ts';
import {createSchemas} from '../../../helpers/postgres/schemas.ts';
import {
	change, errorsQuery, failed, filter, now,
} from '../../../helpers/sync-samples.ts';

const schemas = createSchemas();

it('a filter means the failures that it lets through at the call, not one of the same change that comes before its turn', async () => {
	const {url} = await schemas.create();
	const ledger = await openPostgresLedger({postgres: {url}, clock: () => now});
	const postgres = openPostgres({url});
	try {
		await ledger.ingest.changes(['1', '2', '3'].map(id => change(id)));
		await ledger.ingest.results(['1', '2', '3'].map(id => failed(id, {message: 'timeout'})));
		const receipt = await actOnErrors({
			async write(body) {
				// Another server hears of it, after the errors have been listed and before they are locked.
				await ledger.ingest.results([failed('2', {at: '2026-11-22T13:05:00Z', message: 'no such field'})]);
				return postgres.transaction(body);
			},
			query: postgres.query,
			hasTrigrams: true,
			now,
		}, {filter: filter({q: ['timeout']})}, 'retry');
		assert.deepEqual(receipt, {accepted: 2, refused: []});
		const {items} = await ledger.errors(errorsQuery());
		assert.deepEqual(items.map(({recordId, message}) => [recordId, message]), [['L-2', 'no such field']]);
		const {items: retries} = await ledger.ingest.retries({limit: 10});
		assert.deepEqual(retries.map(({id}) => id).toSorted(), ['1', '3']);
	} finally {
		await postgres.close();
		await ledger.close();
	}
});
