/** Three ways to get all open errors into a CSV file. Each resolves with how long it took, in ms. */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import {open} from 'node:fs/promises';
import {get, type IncomingMessage} from 'node:http';
import {pipeline} from 'node:stream/promises';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {forgetPeak, peakOf} from './memory.ts';
import {runTool} from './run-tool.ts';

/** The same columns as they are stored, in the order in which they are stored: nothing is sorted and no time is written out. */
const rows = `SELECT error_id, object, record_id, record_name, operation, direction, code, message, occurred_at, first_seen_at, attempts, state, url
	FROM error WHERE state = 'open'`;

/** SQLite's shell, reading the ledger itself. Undefined where this machine has none. */
export async function byShell(ledger: string, file: string): Promise<number | undefined> {
	await using output = await open(file, 'w');
	const startedAt = performance.now();
	const isDone = await runTool('sqlite3', ['-readonly', '-csv', ledger, rows], output.fd);
	return isDone ? performance.now() - startedAt : undefined;
}

/** As `curl URL > FILE` does it. */
export async function byHttp(url: string, file: string): Promise<number> {
	const startedAt = performance.now();
	const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
	get(`${url}/v1/errors/export?format=csv`, resolve).once('error', reject);
	const response = await promise;
	if (response.statusCode !== 200) {
		response.resume();
		throw new Error(`The export was answered with ${String(response.statusCode)}.`);
	}

	await pipeline(response, createWriteStream(file));
	return performance.now() - startedAt;
}

export type ProductRun = {
	readonly ms: number;
	readonly records: number;
	/** MiB that it took at most, above what it had when it was ready. */
	readonly memory: number;
};

const DoneSchema = v.object({records: v.number(), ms: v.number()});

/** The exporter that the dashboard uses, in a process of its own. */
export async function byProduct(url: string, file: string): Promise<ProductRun> {
	const child = fork(fileURLToPath(new URL('export-client.ts', import.meta.url)), [url]);
	const ended = once(child, 'exit');
	const failed = ended.then(([code]): never => {
		throw new Error(`The exporter ended with ${String(code)}.`);
	});
	failed.catch(() => undefined);
	try {
		await Promise.race([once(child, 'message'), failed]);
		const pid = child.pid ?? NaN;
		const idle = await forgetPeak(pid);
		child.send(file);
		const [message] = await Promise.race([once(child, 'message'), failed]) as unknown[];
		const {records, ms} = v.parse(DoneSchema, message);
		return {records, ms, memory: await peakOf(pid) - idle};
	} finally {
		child.kill();
		await ended;
	}
}
