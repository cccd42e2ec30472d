/** The end of a subscriber's log in JSON: a file at hand, or one that the server reads for us. */
import {open, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {ProblemError} from '../../contract/problem.ts';
import type {Postgres} from '../../databases/postgres.ts';

/** Resolves with the newest lines; the first may be cut off. The same text is the same as long as nothing was written. Throws a ProblemError `unavailable`. */
export type LogSource = () => Promise<string>;

/** Bytes. A failure that is tried again every five seconds writes 0.7 MB an hour. */
const maxBytes = 4 * 1024 * 1024;

/** `place`: a file, or the folder in which the newest `.json` counts. */
export function logAt(place: string): LogSource {
	let last = {key: '', text: ''};
	return async () => {
		try {
			const files = await newestOf(place);
			const key = files.map(({file, size, mtimeMs}) => `${file} ${size} ${mtimeMs}`).join('\n');
			if (last.key !== key) {
				last = {key, text: await tailOf(files)};
			}

			return last.text;
		} catch (error) {
			throw new ProblemError('unavailable', `the log can't be read: ${error instanceof Error ? error.message : String(error)}`, {cause: error});
		}
	};
}

type LogFile = {readonly file: string; readonly size: number; readonly mtimeMs: number};

/** The newest first; a log that has just been begun has its past in the one before. */
async function newestOf(place: string): Promise<LogFile[]> {
	const about = await stat(place);
	if (!about.isDirectory()) {
		return [{file: place, size: about.size, mtimeMs: about.mtimeMs}];
	}

	const names = await readdir(place);
	const files = await Promise.all(names.filter(name => name.endsWith('.json')).map(async name => {
		const file = path.join(place, name);
		const {size, mtimeMs} = await stat(file);
		return {file, size, mtimeMs};
	}));
	if (files.length === 0) {
		throw new Error(`${place} holds no .json file; is "jsonlog" among the server's log_destination?`);
	}

	return files.toSorted((a, b) => b.mtimeMs - a.mtimeMs).slice(0, 2);
}

async function tailOf(files: readonly LogFile[]): Promise<string> {
	let left = maxBytes;
	let text = '';
	for (const {file, size} of files) {
		const length = Math.min(size, left);
		left -= length;
		text = await readEnd(file, size - length, length) + text; // eslint-disable-line no-await-in-loop -- what the newest leaves is the other's
	}

	return text;
}

async function readEnd(file: string, from: number, length: number): Promise<string> {
	await using handle = await open(file);
	const buffer = new Uint8Array(length);
	const {bytesRead} = await handle.read(buffer, 0, length, from);
	return new TextDecoder().decode(buffer.subarray(0, bytesRead));
}

/** Undefined where the server writes no such log, or lets this user read none: that takes pg_current_logfile and pg_read_binary_file, which are a superuser's unless granted. */
export async function logThrough(subscriber: Postgres): Promise<LogSource | undefined> {
	const [may] = await subscriber.query(`
		SELECT has_function_privilege('pg_current_logfile(text)', 'EXECUTE') AND has_function_privilege('pg_stat_file(text)', 'EXECUTE')
			AND has_function_privilege('pg_read_binary_file(text, bigint, bigint)', 'EXECUTE') AS may`);
	if (may?.may !== true || await currentLog(subscriber) === undefined) {
		return undefined;
	}

	let last = {key: '', text: ''};
	return async () => {
		const log = await currentLog(subscriber);
		const key = log === undefined ? '' : `${log.file} ${log.size}`;
		if (last.key !== key) {
			last = {key, text: log === undefined ? '' : await readThrough(subscriber, log)};
		}

		return last.text;
	};
}

async function currentLog(subscriber: Postgres): Promise<Pick<LogFile, 'file' | 'size'> | undefined> {
	const [row] = await subscriber.query('SELECT file, (pg_stat_file(file)).size AS size FROM pg_current_logfile(\'jsonlog\') AS current(file) WHERE file IS NOT NULL');
	return typeof row?.file === 'string' ? {file: row.file, size: Number(row.size)} : undefined;
}

async function readThrough(subscriber: Postgres, {file, size}: Pick<LogFile, 'file' | 'size'>): Promise<string> {
	const [row] = await subscriber.query('SELECT pg_read_binary_file($1, $2, $3) AS data', [file, Math.max(0, size - maxBytes), maxBytes]);
	return row?.data instanceof Uint8Array ? new TextDecoder().decode(row.data) : '';
}
