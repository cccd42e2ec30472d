/** One PostgreSQL for the whole run of tests: `node --test --test-global-setup=` names this file. */
import {startCluster, type Cluster} from './cluster.ts';
import {sharedVariable} from './databases.ts';

let cluster: Cluster | undefined;

export async function globalSetup(): Promise<void> {
	cluster = await startCluster();
	process.env[sharedVariable] = cluster.url('postgres');
}

export async function globalTeardown(): Promise<void> {
	await cluster?.[Symbol.asyncDispose]();
}
