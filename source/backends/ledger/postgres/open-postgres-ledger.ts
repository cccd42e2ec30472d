/** The ledger on PostgreSQL: several servers may work over one database, as none keeps anything that another could change. */
import {setTimeout} from 'node:timers/promises';
import type {Service} from '../../../contract/service.ts';
import {openPostgres, type PostgresOptions} from '../../../databases/postgres.ts';
import {textOf} from '../columns.ts';
import type {LedgerOptions, LocalLedger} from '../ledger.ts';
import {serviceOf} from '../service.ts';
import {actOnErrors, type Write} from './act-on-errors.ts';
import {addChanges} from './add-changes.ts';
import {addResults} from './add-results.ts';
import {readErrorCauses, readErrorFacets} from './causes.ts';
import {describe, described} from './describe.ts';
import {readError, readErrors} from './errors.ts';
import {exportErrors} from './export.ts';
import {migrate} from './migrate.ts';
import {readPending, readRetries} from './pending.ts';
import {prune} from './prune.ts';
import {setHistory} from './set-history.ts';
import {sqlStateOf} from './sql-state.ts';
import {readStatus, readThroughput} from './status.ts';
import {stored} from './stored-text.ts';
import {createPartitioner} from './upkeep.ts';

export type PostgresLedgerOptions = Omit<LedgerOptions, 'file'> & {
	readonly postgres: PostgresOptions;
	/** Told what a person should know of the database. */
	readonly say?: ((text: string) => void) | undefined;
};

/** ms: a question that takes longer is given up. */
const statementTimeout = 15_000;

/** How often a batch is tried that another one got in the way of. */
const maxTries = 5;

/** Makes the tables where there are none. Throws a LedgerOpenError, or a ProblemError `unavailable` where the database can't be had now. */
export async function openPostgresLedger(options: PostgresLedgerOptions): Promise<LocalLedger> {
	const {clock = Date.now, keptHours, defaults = {}, say} = options;
	const postgres = openPostgres({statementTimeout, ...options.postgres});
	try {
		const {hasTrigrams} = await migrate(postgres, clock());
		if (!hasTrigrams) {
			say?.('the database has no pg_trgm, and its user may not add it: words are looked for in the newest errors first, and searches say how far they got (CREATE EXTENSION pg_trgm, then restart).');
		}

		const write: Write = async body => {
			for (let tries = 1; ; tries++) {
				try {
					return await postgres.transaction(body); // eslint-disable-line no-await-in-loop -- one try after the other
				} catch (error) {
					if (tries === maxTries || !conflicts.has(sqlStateOf(error))) {
						throw error;
					}

					await setTimeout(Math.random() * 20 * tries); // eslint-disable-line no-await-in-loop -- so that the other one is done
				}
			}
		};

		const partition = createPartitioner(write, clock);
		const act = async (selection: Parameters<LocalLedger['retryErrors']>[0], action: 'retry' | 'ignore') =>
			actOnErrors({write, query: postgres.query, hasTrigrams, now: clock()}, selection, action);
		return {
			service: async (): Promise<Service> => serviceOf(await described(postgres), {defaults, keptHours}),
			status: async () => readStatus(postgres, clock()),
			throughput: async query => readThroughput(postgres, query, clock()),
			pending: async (object, query) => readPending(postgres, object, query),
			errors: async query => readErrors(postgres, query, hasTrigrams, clock()),
			error: async id => readError(postgres, id),
			errorFacets: async filter => readErrorFacets(postgres, filter, hasTrigrams),
			errorCauses: async query => readErrorCauses(postgres, query, hasTrigrams, clock()),
			exportErrors: async query => exportErrors(postgres, query, hasTrigrams, clock()),
			retryErrors: async selection => act(selection, 'retry'),
			ignoreErrors: async selection => act(selection, 'ignore'),
			ingest: {
				changes: async changes => write(async client => addChanges(client, changes, clock())),
				results: async results => write(async client => addResults(client, results, clock())),
				history: async buckets => write(async client => setHistory(client, buckets)),
				describe: async description => write(async client => describe(client, description)),
				retries: async query => readRetries(postgres, query),
			},
			async tidy() {
				await partition();
				return false;
			},
			prune: async (before, limit) => prune(write, {before, limit}),
			async ignoredChanges(ids) {
				const rows = await postgres.query(ignored, [ids.map(id => stored(id))]);
				return rows.map(row => textOf(row, 'id'));
			},
			async close() {
				await postgres.close();
			},
		};
	} catch (error) {
		await postgres.close();
		throw error;
	}
}

const ignored = 'SELECT id FROM change WHERE id = ANY($1::text[]) AND state = \'ignored\'';

/** Of PostgreSQL's Appendix A: serialization_failure, deadlock_detected; and a partition or key that another made at the same moment. */
const conflicts: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);
