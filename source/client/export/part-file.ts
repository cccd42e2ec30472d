/** A file that is there whole or not at all: written beside its place, and put there when it is done. */
import {link, open, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {fileFailure} from './export-failure.ts';
import {releasePartName, takePartName} from './part-name.ts';

export type PartFile = AsyncDisposable & {
	/** Where it is until it is placed: for what writes to a path. */
	readonly path: string;
	write(bytes: Uint8Array | string): Promise<void>;
	/** Waits until all of it is on the disk. Nothing may be written afterwards. */
	finish(): Promise<void>;
	/** Gives it its name. Without `mayReplace` it never takes the place of another file, also of one that came a moment ago: ExportFailure `exists`. */
	place(mayReplace: boolean): Promise<void>;
	/** Takes its name away again, which must have been placed without replacing anything. */
	withdraw(): Promise<void>;
};

/** For its owner alone (mode 0600), as it holds names of people. Disposing removes what has not been placed. */
export async function createPartFile(target: string): Promise<PartFile> {
	const part = takePartName(target);
	const handle = await open(part, 'wx', 0o600).catch((error: unknown) => {
		releasePartName(part);
		throw error;
	});
	return {
		path: part,
		async write(bytes) {
			await handle.writeFile(bytes);
		},
		async finish() {
			await handle.sync();
			await handle.close();
		},
		async place(mayReplace) {
			await (mayReplace ? rename(part, target) : placeAnew(part, target));
			await syncFolder(path.dirname(target));
		},
		async withdraw() {
			await rm(target, {force: true});
		},
		async [Symbol.asyncDispose]() {
			await handle.close().catch(() => undefined);
			await rm(part, {force: true}).catch(() => undefined);
			releasePartName(part);
		},
	};
}

/** What link() fails with where the file system knows one name per file (FAT, some networks), or where it isn't allowed (Android). */
const lacksLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EXDEV']);

/**
rename() would replace what is there; link() fails then, whoever came first. Without links the name is taken with an empty file before the rename:
nobody's file is replaced there either, but a process killed between the two leaves the empty one.
*/
async function placeAnew(part: string, target: string): Promise<void> {
	try {
		await link(part, target);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		if (code === 'EEXIST') {
			throw fileFailure('exists', target, error);
		}

		if (!lacksLinks.has(code)) {
			throw error;
		}

		await placeWithoutLinks(part, target);
	}
}

/** Exported for its test: few machines have a file system that needs it. */
export async function placeWithoutLinks(part: string, target: string): Promise<void> {
	const reserved = await open(target, 'wx', 0o600).catch((error: unknown) => {
		throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? fileFailure('exists', target, error) : error;
	});
	await reserved.close();
	try {
		await rename(part, target);
	} catch (error) {
		await rm(target, {force: true});
		throw error;
	}
}

/** A new name is on the disk once its folder is. Systems that can't sync a folder do it themselves. */
async function syncFolder(folder: string): Promise<void> {
	try {
		const handle = await open(folder, 'r');
		try {
			await handle.sync();
		} finally {
			await handle.close();
		}
	} catch {/* The file is whole and has its name; nothing more can be done for it. */}
}
