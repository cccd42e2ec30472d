/** What a subscriber knows of its subscriptions. */
import type {Postgres, Row} from '../../databases/postgres.ts';
import {sql} from './sql.ts';

export type SubscribedTable = {
	/** `schema.name` */
	readonly name: string;
	/** False while its first copy is being made. */
	readonly isReplicated: boolean;
};

export type Subscription = {
	/** Its OID. */
	readonly id: number;
	readonly name: string;
	readonly isEnabled: boolean;
	/** A process applies its changes. */
	readonly isRunning: boolean;
	/** On the publisher; undefined: it has none. */
	readonly slot: string | undefined;
	readonly publications: readonly string[];
	/** `none` or `any`; undefined before version 16. */
	readonly origin: string | undefined;
	/** How often applying, and copying a table, have failed; undefined before version 15. */
	readonly applyErrors: number | undefined;
	readonly syncErrors: number | undefined;
	readonly tables: readonly SubscribedTable[];
	/** Up to where the publisher's log is applied, in bytes since its beginning; undefined where that may not be read, and before the first change. */
	readonly appliedTo: number | undefined;
};

/** Those of the database, by name. */
export async function readSubscriptions(subscriber: Postgres, version: number): Promise<Subscription[]> {
	const hasStats = version >= 150_000;
	const [subscriptions, tables, progress] = await Promise.all([
		subscriber.query(sql('subscriptions', {
			origin: version >= 160_000 ? 'suborigin' : 'NULL',
			main_worker: version >= 160_000 ? 'AND worker.leader_pid IS NULL' : '',
			stats: hasStats ? 'LEFT JOIN pg_stat_subscription_stats AS stats ON stats.subid = subscription.oid' : '',
			errors: hasStats ? 'apply_error_count' : 'NULL',
			sync_errors: hasStats ? 'sync_error_count' : 'NULL',
		})),
		subscriber.query(sql('tables')),
		readProgress(subscriber),
	]);
	return subscriptions.map(row => ({
		id: Number(row.id),
		name: String(row.name),
		isEnabled: row.is_enabled === true,
		isRunning: row.is_running === true,
		slot: typeof row.slot === 'string' ? row.slot : undefined,
		publications: Array.isArray(row.publications) ? row.publications.map(String) : [],
		origin: typeof row.origin === 'string' ? row.origin : undefined,
		applyErrors: numberOf(row, 'apply_errors'),
		syncErrors: numberOf(row, 'sync_errors'),
		tables: tables.filter(table => table.subscription === row.id).map(table => ({name: `${String(table.schema)}.${String(table.name)}`, isReplicated: table.state === 'r'})),
		appliedTo: progress.get(`pg_${Number(row.id)}`),
	}));
}

/** By the name of the origin, which holds the OID of the subscription. Empty where it may not be read. */
async function readProgress(subscriber: Postgres): Promise<Map<string, number>> {
	const [may] = await subscriber.query(`
		SELECT has_table_privilege('pg_replication_origin_status', 'SELECT') AND has_function_privilege('pg_show_replication_origin_status()', 'EXECUTE') AS may`);
	const rows = may?.may === true ? await subscriber.query(sql('progress')) : [];
	return new Map(rows.map(row => [String(row.origin), Number(row.applied_to)]));
}

function numberOf(row: Row, column: string): number | undefined {
	const value = row[column];
	return typeof value === 'number' ? value : undefined;
}

/** Such as 180004. */
export async function readVersion(server: Postgres): Promise<number> {
	const [row] = await server.query('SELECT current_setting(\'server_version_num\')::int AS version');
	return Number(row?.version);
}
