/** The log of crashes: what a bug report needs, and no secret. */
import {
	chmodSync, closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, renameSync, writeSync,
} from 'node:fs';
import path from 'node:path';
import {cleanText} from '../domain/clean.ts';

export type Crash = {
	readonly error: unknown;
	/** Of the program. */
	readonly version: string;
	/** ms UTC. */
	readonly now: number;
	/** Never written, wherever they stand. */
	readonly secrets: readonly string[];
};

/** Bytes of the file, and of one crash in it. */
const maxFile = 256 * 1024;
const maxEntry = 32 * 1024;

/** An error may have a cause, which may have one, and so on in a circle. */
const maxCauses = 10;

/** Time, version, stack, and the stacks of the causes: lines that no terminal can misread, without secrets, 32 KiB at most. */
export function describeCrash({error, version, now, secrets}: Crash): string {
	const stacks = causesOf(error).map((each, index) => `${index === 0 ? '' : 'caused by: '}${stackOf(each)}`);
	const system = `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
	const text = withoutSecrets(stacks.join('\n'), secrets).slice(0, maxEntry);
	const lines = text.split('\n').map(line => cleanText(line.trimEnd()));
	return `--- ${new Date(now).toISOString()} sync-tui ${version} (${system})\n${lines.join('\n')}\n`;
}

/** What was thrown, in one line without secrets. */
export function crashMessage({error, secrets}: Pick<Crash, 'error' | 'secrets'>): string {
	const [line = ''] = withoutSecrets(error instanceof Error ? `${error.name}: ${error.message}` : String(error), secrets).split('\n', 1);
	return cleanText(line).slice(0, 500);
}

/**
Appends to `crash.log` in the folder, for the owner's eyes alone, and returns its path. Where it has grown past 256 KiB, the older half goes. Throws a
system error where it can't be written. All at once: the process is about to end.
*/
export function appendCrash(folder: string, entry: string): string {
	const file = path.join(folder, 'crash.log');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	chmodSync(folder, 0o700);
	// No link is followed: what is written belongs to nobody else's file.
	const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600); // eslint-disable-line no-bitwise -- so they are told
	let size: number;
	try {
		writeSync(descriptor, entry);
		({size} = fstatSync(descriptor));
	} finally {
		closeSync(descriptor);
	}

	if (size > maxFile) {
		halve(file);
	}

	return file;
}

/** Keeps the newer half, from the beginning of a crash on. */
function halve(file: string): void {
	const half = readFileSync(file).subarray(-maxFile / 2);
	const rest = half.subarray(half.indexOf('\n--- ') + 1);
	const temporary = `${file}.${process.pid}`;
	const descriptor = openSync(temporary, 'wx', 0o600);
	try {
		writeSync(descriptor, rest);
	} finally {
		closeSync(descriptor);
	}

	renameSync(temporary, file);
}

/** The error, its cause, that one's cause … */
function causesOf(error: unknown): unknown[] {
	const chain: unknown[] = [];
	for (let each: unknown = error; each !== undefined && each !== null && !chain.includes(each) && chain.length < maxCauses;) {
		chain.push(each);
		each = each instanceof Error ? each.cause : undefined;
	}

	return chain.length === 0 ? [error] : chain;
}

function stackOf(error: unknown): string {
	return error instanceof Error ? error.stack ?? `${error.name}: ${error.message}` : String(error);
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
	const hidden = secrets.filter(secret => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
	return hidden.replaceAll(/(?<scheme>\bbearer\s+)(?!\[secret\])[^\s"'`]+/giv, '$<scheme>[secret]');
}
