/** Ledgers on PostgreSQL for tests that each want an empty one: tables that are emptied cost a tenth of tables that are made. */
import {openPostgresLedger} from '../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import type {LocalLedger} from '../../../source/backends/ledger/ledger.ts';
import {createSchemas, type TestSchema} from './schemas.ts';

const tables = ['change', 'ended_change', 'counter', 'bucket', 'retry', 'cause', 'cause_count', 'error', 'earlier_failure', 'object', 'setting'];

/** For one file, whose tests run one after the other. `clock` in ms UTC. */
export function createEmptyLedgers(): (clock: () => number) => Promise<LocalLedger> {
	const schemas = createSchemas();
	let schema: Promise<TestSchema> | undefined;
	return async clock => {
		if (schema === undefined) {
			schema = schemas.create();
		} else {
			const {sql} = await schema;
			await sql(`${tables.map(table => `DELETE FROM ${table}`).join('; ')}; INSERT INTO setting VALUES ('version', '1'), ('createdAt', '${clock()}')`);
		}

		const {url} = await schema;
		return openPostgresLedger({postgres: {url, max: 4}, clock});
	};
}
