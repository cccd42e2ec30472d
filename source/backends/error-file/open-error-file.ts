/** An exported file of errors as a backend, to browse offline: it is read once, and what is in it is all that there is. */
import path from 'node:path';
import type {Backend} from '../backend.ts';
import {countValues, errorsInMemory} from '../errors-in-memory.ts';
import {readErrorFile, type ErrorFileOptions} from './read-errors.ts';

/** Throws a ProblemError `invalid-request` of one line for a file that can't be read. */
export async function openErrorFile(options: ErrorFileOptions): Promise<Backend> {
	const {file, clock = Date.now} = options;
	const {errors} = await readErrorFile(options);
	const counts = countValues(errors.map(({object}) => object ?? '')).filter(({value}) => value !== '').toSorted((a, b) => a.value < b.value ? -1 : Number(a.value > b.value));
	return {
		service: async () => ({
			api: 'sync-status', version: '1.0', name: path.basename(file), source: null, target: null, capabilities: ['errors', 'error-facets', 'error-causes', 'error-export'],
		}),
		// What waits isn't in the file: N/A.
		status: async () => ({
			generatedAt: new Date(clock()).toISOString(), objects: counts.map(({value, count}) => ({object: value, pending: {}, failed: count})),
		}),
		...errorsInMemory(async () => errors, clock),
		async close() {/* Nothing is held. */},
	};
}
