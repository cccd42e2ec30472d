/** An exported file of errors as a backend, to browse offline: what is in it is all that there is, and it is read again when it was written anew. */
import {stat} from 'node:fs/promises';
import path from 'node:path';
import type {SyncError} from '../../contract/errors.ts';
import {ProblemError} from '../../contract/problem.ts';
import type {Backend} from '../backend.ts';
import {countValues, errorsInMemory} from '../errors-in-memory.ts';
import {readErrorFile, type ErrorFileOptions} from './read-errors.ts';

/** Throws a ProblemError `invalid-request` of one line for a file that can't be read. */
export async function openErrorFile(options: ErrorFileOptions): Promise<Backend> {
	const {file, clock = Date.now} = options;
	let reading: Promise<readonly SyncError[]> = readErrorFile(options).then(({errors}) => errors);
	await reading;
	let known = await keyOf(file);
	const read = async () => {
		const key = await keyOf(file);
		if (key !== known) {
			known = key;
			reading = readErrorFile(options).then(({errors}) => errors);
		}

		return reading;
	};

	return {
		service: async () => ({
			api: 'sync-status', version: '1.0', name: path.basename(file), source: null, target: null, capabilities: ['errors', 'error-facets', 'error-causes', 'error-export'],
		}),
		// What waits isn't in the file: N/A.
		async status() {
			const errors = await read();
			const counts = countValues(errors.map(({object}) => object ?? '')).filter(({value}) => value !== '').toSorted((a, b) => a.value < b.value ? -1 : Number(a.value > b.value));
			return {generatedAt: new Date(clock()).toISOString(), objects: counts.map(({value, count}) => ({object: value, pending: {}, failed: count}))};
		},
		...errorsInMemory(read, clock),
		async close() {/* Nothing is held. */},
	};
}

/** Changes when the file does. Throws a ProblemError `unavailable` where it has gone. */
async function keyOf(file: string): Promise<string> {
	try {
		const {mtimeMs, size} = await stat(file);
		return `${mtimeMs} ${size}`;
	} catch {
		throw new ProblemError('unavailable', `there is no file ${file}`);
	}
}
