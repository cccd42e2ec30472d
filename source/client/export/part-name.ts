/** Names of the files that an export writes before it has all: they tell whose they are, so that those of a dead process can be told from others. */
import {createHash, randomBytes} from 'node:crypto';
import {readdir, rm} from 'node:fs/promises';
import {hostname} from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Of the target's name, so that a long one and what is put around it stay within the 255 bytes of most file systems. */
const maxNameLetters = 40;

/** `.NAME.PID-HOST+RANDOM.part`. */
const pattern = /^\..+\.(?<pid>\d+)-(?<host>[\da-f]{6})(?<own>[\da-f]{10})\.part$/v;

/** A folder may be shared by computers, whose processes have the same numbers. */
const ownHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/** The parts that this process is writing. */
const writing = new Set<string>();

/** A new name beside `target`; until it is released, it is taken for one that is being written. */
export function takePartName(target: string): string {
	const name = [...path.basename(target)].slice(0, maxNameLetters).join('');
	const part = path.join(path.dirname(target), `.${name}.${process.pid}-${ownHost}${randomBytes(5).toString('hex')}.part`);
	writing.add(part);
	return part;
}

export function releasePartName(part: string): void {
	writing.delete(part);
}

/** Removes what exports that were killed have left in a folder. What can't be read or removed stays. */
export async function removeStaleParts(folder: string): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	const stale = names.filter(name => isStale(name, path.join(folder, name)));
	await Promise.all(stale.map(async name => rm(path.join(folder, name), {force: true}).catch(() => undefined)));
}

function isStale(name: string, file: string): boolean {
	const {pid, host} = pattern.exec(name)?.groups ?? {};
	return pid !== undefined && host === ownHost && !isWriting(Number(pid), file);
}

function isWriting(pid: number, file: string): boolean {
	if (pid === process.pid) {
		return writing.has(file);
	}

	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it is another person's, and alive.
		return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
	}
}
