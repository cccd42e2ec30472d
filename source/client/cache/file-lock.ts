/**
A lock between processes: a file that is created exclusively, and names its owner. One whose process is dead, or that is older than any write takes, is
taken over. Taking over is a rename, which one process alone can win; whoever finds that it has moved a living lock puts it back. A holder that was
stopped meanwhile learns by `isHeld`, just before it commits, that it is one no longer.
*/
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {
	link, readFile, rename, rm, stat, writeFile,
} from 'node:fs/promises';
import {hostname} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import {codeOf} from './error-code.ts';

export type HeldLock = {
	/** False where another process has taken the lock over. */
	isHeld(): boolean;
};

export class LockBusyError extends Error {
	readonly code = 'lock-busy';

	constructor(file: string) {
		super(`${file} is held by another process`);
		this.name = 'LockBusyError';
	}
}

/** ms that a lock may stand without its owner's name. */
const namelessFor = 500;

export type LockOptions = {
	/** ms to wait for whoever has it. */
	readonly patience?: number;
	/** ms after which a lock is nobody's. */
	readonly staleAfter?: number;
};

/** Runs `work` while `file` exists and is ours. Throws a LockBusyError after `patience`, and what the folder's errors are. */
export async function withLock<T>(file: string, work: (lock: HeldLock) => Promise<T>, {patience = 3000, staleAfter = 10_000}: LockOptions = {}): Promise<T> {
	const token = `${process.pid} ${hostname()} ${randomUUID()}\n`;
	const deadline = performance.now() + patience;
	while (!await claim(file, token)) { // eslint-disable-line no-await-in-loop -- one try after the other
		const stale = await staleToken(file, staleAfter); // eslint-disable-line no-await-in-loop -- as above
		if (stale !== undefined) {
			await takeAway(file, stale); // eslint-disable-line no-await-in-loop -- as above
		} else if (performance.now() > deadline) {
			throw new LockBusyError(file);
		} else {
			// Not all at once.
			await sleep(2 + Math.random() * 18); // eslint-disable-line no-await-in-loop -- as above
		}
	}

	const isHeld = () => {
		try {
			return readFileSync(file, 'utf8') === token;
		} catch {
			return false;
		}
	};

	try {
		return await work({isHeld});
	} finally {
		if (isHeld()) {
			await rm(file, {force: true});
		}
	}
}

/** False where the lock exists. */
async function claim(file: string, token: string): Promise<boolean> {
	try {
		await writeFile(file, token, {flag: 'wx', mode: 0o600});
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') {
			return false;
		}

		// A full disk may have taken the file, but not what stands in it.
		if (await readFile(file, 'utf8').catch(() => 'unreadable') === '') {
			await rm(file, {force: true});
		}

		throw error;
	}
}

/** What stands in a lock that is nobody's. */
async function staleToken(file: string, staleAfter: number): Promise<string | undefined> {
	try {
		const [{mtimeMs}, token] = await Promise.all([stat(file), readFile(file, 'utf8')]);
		const [pid, host] = token.trim().split(' ', 2);
		// A clock that was set back makes a lock no younger.
		const age = Math.abs(Date.now() - mtimeMs);
		// Its owner was killed before it could write its name: that takes no time.
		const isOld = age > (token === '' ? Math.min(namelessFor, staleAfter) : staleAfter);
		return isOld || (host === hostname() && !isAlive(Number(pid))) ? token : undefined;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/** Another process may have been quicker: then what is there now is alive. */
async function takeAway(file: string, stale: string): Promise<void> {
	const moved = `${file}.${randomUUID()}`;
	try {
		await rename(file, moved);
		if (await readFile(moved, 'utf8') !== stale) {
			await link(moved, file);
		}
	} catch (error) {
		// Gone already, or there is a new one already: either way the next try tells.
		if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') {
			throw error;
		}
	} finally {
		await rm(moved, {force: true});
	}
}
