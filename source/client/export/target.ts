import type {Stats} from 'node:fs';
import {lstat, realpath, stat} from 'node:fs/promises';
import {fileFailure} from './export-failure.ts';

/** What is written beside each export: what it holds, and of when. */
export function sidecarOf(file: string): string {
	return `${file}.meta.json`;
}

/**
Where the file will really be: at the end of a symbolic link. Throws an ExportFailure where something is in the way, so that it is known before
anything has been asked of the backend.
*/
export async function findTarget(file: string, mayReplace: boolean): Promise<string> {
	const target = await realpath(file).catch(() => file);
	await Promise.all([target, sidecarOf(target)].map(async place => checkPlace(place, mayReplace)));
	return target;
}

async function checkPlace(file: string, mayReplace: boolean): Promise<void> {
	const found = await look(file);
	if (found === undefined) {
		return;
	}

	if (found.isDirectory()) {
		throw fileFailure('is-folder', file);
	}

	// A device or a pipe would be replaced by a file.
	if (!found.isFile() && !found.isSymbolicLink()) {
		throw fileFailure('not-a-file', file);
	}

	if (!mayReplace) {
		throw fileFailure('exists', file);
	}
}

/** What is there; a link that leads nowhere is something too. Undefined for nothing; throws where a name like this can't be. */
async function look(file: string): Promise<Stats | undefined> {
	try {
		return await stat(file).catch(async () => lstat(file));
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}
