/** `sync-tui cache clear`. */
import {readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import {isOurs} from '../client/cache/cache-file.ts';
import {codeOf} from '../client/cache/error-code.ts';
import type {Environment} from '../config/config.ts';
import {cacheFolder} from '../config/folders.ts';

export type CacheStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
};

/**
Removes what was kept of all connections, and nothing else that may stand in the same folder. Resolves with 0, also where there is nothing, or with 1 and
one line on stderr where something can't be removed.
*/
export async function clearCache(env: Environment, {stdout, stderr}: CacheStreams): Promise<number> {
	const folder = cacheFolder(env);
	try {
		const names = await ownNames(folder);
		await Promise.all(names.map(async name => rm(path.join(folder, name), {force: true})));
		stdout.write(names.length === 0 ? `Nothing is kept in ${folder}.\n` : `Removed ${names.length} ${names.length === 1 ? 'file' : 'files'} from ${folder}.\n`);
		return 0;
	} catch (error) {
		stderr.write(`sync-tui cache clear: what is in ${folder} can't be removed (${codeOf(error) ?? String(error)}); look at its permissions.\n`);
		return 1;
	}
}

async function ownNames(folder: string): Promise<string[]> {
	try {
		const entries = await readdir(folder, {withFileTypes: true});
		return entries.filter(entry => !entry.isDirectory() && isOurs(entry.name)).map(({name}) => name);
	} catch (error) {
		if (codeOf(error) === 'ENOENT') {
			return [];
		}

		throw error;
	}
}
