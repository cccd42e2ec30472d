/** `sync-tui cache clear`. */
import {rm} from 'node:fs/promises';
import type {Environment} from '../config/config.ts';
import {cacheFolder} from '../config/folders.ts';

export type CacheStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
};

/** Removes what was kept of all connections. Resolves with 0, or with 1 and one line on stderr where it can't be removed. */
export async function clearCache(env: Environment, {stdout, stderr}: CacheStreams): Promise<number> {
	const folder = cacheFolder(env);
	try {
		await rm(folder, {recursive: true, force: true});
		stdout.write(`Cleared ${folder}.\n`);
		return 0;
	} catch (error) {
		stderr.write(`sync-tui cache clear: ${folder} can't be removed (${error instanceof Error && 'code' in error ? String(error.code) : 'it failed'}); look at its permissions.\n`);
		return 1;
	}
}
