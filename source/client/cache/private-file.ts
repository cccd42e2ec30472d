/** A text file that only its owner can read, from its first moment on, and that is replaced whole: a reader never sees half of it, whenever the writer is killed. */
import {randomUUID} from 'node:crypto';
import {renameSync} from 'node:fs';
import {
	chmod, mkdir, readdir, readFile, rm, stat, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type {Adapter} from 'lowdb';
import {isLeftover} from './cache-file.ts';
import {codeOf} from './error-code.ts';
import type {HeldLock} from './file-lock.ts';

export class LockLostError extends Error {
	readonly code = 'lock-lost';

	constructor(file: string) {
		super(`the lock of ${file} was taken over`);
		this.name = 'LockLostError';
	}
}

export class PrivateFile implements Adapter<string> {
	readonly #file: string;
	#lock: HeldLock | undefined;

	constructor(file: string) {
		this.#file = file;
	}

	/** Under whose protection it is written. */
	holding(lock: HeldLock): void {
		this.#lock = lock;
	}

	/** Null where there is none. */
	async read(): Promise<string | null> {
		try {
			return await readFile(this.#file, 'utf8');
		} catch (error) {
			if (codeOf(error) === 'ENOENT') {
				return null;
			}

			throw error;
		}
	}

	async write(text: string): Promise<void> {
		const half = `${this.#file}.${randomUUID()}.tmp`;
		try {
			await writeFile(half, text, {flag: 'wx', mode: 0o600});
			if (this.#lock?.isHeld() === false) {
				throw new LockLostError(this.#file);
			}

			// At once after the look at the lock.
			renameSync(half, this.#file);
		} catch (error) {
			await rm(half, {force: true}).catch(() => undefined);
			throw error;
		}
	}

	/** What tells this version of the file from any other; undefined where there is none. */
	async version(): Promise<string | undefined> {
		try {
			const {ino, mtimeNs, ctimeNs, size} = await stat(this.#file, {bigint: true});
			return [ino, mtimeNs, ctimeNs, size].join(' ');
		} catch (error) {
			if (codeOf(error) === 'ENOENT') {
				return undefined;
			}

			throw error;
		}
	}
}

/** The folder, for its owner alone, without what killed writers of `file` have left. The lock of `file` needn't be held. */
export async function prepareFolder(file: string): Promise<void> {
	const folder = path.dirname(file);
	await mkdir(folder, {recursive: true, mode: 0o700});
	const {mode} = await stat(folder);
	// A folder of before may let others in.
	if ((mode & 0o777) !== 0o700) { // eslint-disable-line no-bitwise -- the permissions
		await chmod(folder, 0o700);
	}

	for (const name of await readdir(folder)) {
		const leftover = path.join(folder, name);
		if (isLeftover(name, file) && await isOld(leftover)) { // eslint-disable-line no-await-in-loop -- there are hardly ever any
			await rm(leftover, {force: true}); // eslint-disable-line no-await-in-loop -- as above
		}
	}
}

/** Another dashboard may be writing it just now. */
async function isOld(file: string): Promise<boolean> {
	const stats = await stat(file).catch(() => undefined);
	return stats !== undefined && Date.now() - stats.mtimeMs > 60_000;
}
