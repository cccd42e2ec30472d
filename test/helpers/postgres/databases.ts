/** Databases of a test's own in a PostgreSQL that all tests share: of the whole run (global-setup.ts), or of one file where that is run alone. */
import {Client} from 'pg';
import {startCluster, type Cluster} from './cluster.ts';

export type TestDatabase = AsyncDisposable & {
	/** Of a superuser, without a password. */
	readonly url: string;
	/** Runs SQL, several statements too; resolves with the rows of the last one. */
	sql<Row extends Record<string, unknown> = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
};

/** Set by the global setup. */
export const sharedVariable = 'SYNC_TUI_TEST_POSTGRES';

let own: Promise<Cluster> | undefined;
let made = 0;

/** A new, empty database. */
export async function createDatabase(): Promise<TestDatabase> {
	const base = process.env[sharedVariable] ?? await ownServer();
	made += 1;
	const name = `test_${process.pid}_${made}`;
	await asked(base, `CREATE DATABASE ${name} TEMPLATE template0`);
	const url = new URL(name, base).href;
	const client = new Client({connectionString: url});
	await client.connect();
	// Its server may end before it does.
	client.on('error', () => undefined);
	return {
		url,
		async sql<Row extends Record<string, unknown>>(text: string, values?: unknown[]) {
			const answer: unknown = values === undefined ? await client.query(text) : await client.query(text, values);
			const [last] = [answer].flat().slice(-1) as Array<{rows: Row[]}>;
			return last?.rows ?? [];
		},
		async [Symbol.asyncDispose]() {
			await client.end();
			await asked(base, `DROP DATABASE ${name} WITH (FORCE)`);
		},
	};
}

/** It ends with this process. */
async function ownServer(): Promise<string> {
	own ??= startCluster();
	return (await own).url('postgres');
}

async function asked(connectionString: string, text: string): Promise<void> {
	const client = new Client({connectionString});
	await client.connect();
	await client.query(text);
	await client.end();
}
