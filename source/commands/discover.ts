/** `sync-tui info NAME --discover`: proposals for the mapping of a connection to Dataverse. It reads metadata, and no rows. */
import type {Config, Environment} from '../config/config.ts';
import {UsageError} from '../config/usage-error.ts';
import {ProblemError} from '../contract/problem.ts';
import {discoverTables} from './open-dataverse-of.ts';

export type DiscoverStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
	readonly env: Environment;
};

/** Resolves with 0; with 1, and one line on stderr, where the tables can't be had. Throws a UsageError for a connection that isn't to Dataverse. */
export async function printCandidates({connection}: Config, {stdout, stderr, env}: DiscoverStreams): Promise<number> {
	if (connection.kind !== 'served' || connection.backend.kind !== 'dataverse') {
		throw new UsageError('--discover is for a connection to Dataverse; name one of the config file that has a dataverse.');
	}

	try {
		stdout.write(await discoverTables(connection.backend, env));
		return 0;
	} catch (error) {
		if (!(error instanceof ProblemError)) {
			throw error;
		}

		stderr.write(`sync-tui info: ${connection.address}: ${error.message}\n`);
		return 1;
	}
}
