/** Several ledgers over one set of tables, as several servers have them. */
import {openPostgresLedger, type PostgresLedgerOptions} from '../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import type {LocalLedger} from '../../../source/backends/ledger/ledger.ts';
import {now} from '../sync-samples.ts';
import {createSchemas, type TestSchema} from './schemas.ts';

export type WithLedgers = (count: number, body: (ledgers: LocalLedger[], schema: TestSchema) => Promise<void>, other?: Partial<PostgresLedgerOptions>) => Promise<void>;

/** For one file of tests; each call has a schema of its own. They are opened at the same moment. */
export function createWithLedgers(schemas: ReturnType<typeof createSchemas> = createSchemas()): WithLedgers {
	return async (count, body, other = {}) => {
		const schema = await schemas.create();
		const ledgers = await Promise.all(Array.from({length: count}, async () => openPostgresLedger({postgres: {url: schema.url}, clock: () => now, ...other})));
		try {
			await body(ledgers, schema);
		} finally {
			await Promise.all(ledgers.map(async ledger => ledger.close()));
		}
	};
}

/** All that is due; it goes a day at a time. */
export async function pruneAll({prune}: LocalLedger, before: number): Promise<void> {
	// eslint-disable-next-line no-await-in-loop -- a day at a time
	while (await prune(before, 100) === 100) {/* There is more. */}
}
