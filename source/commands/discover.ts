/** `sync-tui info NAME --discover`: what there is behind a connection to Dataverse or to tables, and what a mapping makes of it. It reads metadata, and no rows. */
import type {BackendSettings} from '../config/backend-settings.ts';
import type {Config, Environment} from '../config/config.ts';
import {UsageError} from '../config/usage-error.ts';
import {ProblemError} from '../contract/problem.ts';

export type DiscoverStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
	readonly env: Environment;
};

/** Resolves with 0; with 1, and one line on stderr, where it can't be had. Throws a UsageError for a connection to something else. */
export async function printDiscovery({connection}: Config, {stdout, stderr, env}: DiscoverStreams): Promise<number> {
	if (connection.kind !== 'served' || (connection.backend.kind !== 'dataverse' && connection.backend.kind !== 'tables')) {
		throw new UsageError('--discover is for a connection to Dataverse, or to tables; name one of the config file that has a dataverse, a preset or a mapping.');
	}

	try {
		stdout.write(await found(connection.backend, env));
		return 0;
	} catch (error) {
		if (!(error instanceof ProblemError)) {
			throw error;
		}

		stderr.write(`sync-tui info: ${connection.address}: ${error.message}\n`);
		return 1;
	}
}

async function found(backend: Extract<BackendSettings, {kind: 'dataverse' | 'tables'}>, env: Environment): Promise<string> {
	if (backend.kind === 'tables') {
		const {describeTables} = await import('./open-tables-of.ts');
		return describeTables(backend, env);
	}

	const {discoverTables} = await import('./open-dataverse-of.ts');
	return discoverTables(backend, env);
}
