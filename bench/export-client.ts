/**
The product's own exporter in a process of its own, so that its memory can be told from the bench's. It says that it is ready, exports to the file
that its parent names, says how many records that were, and ends with its parent. Argument: the URL of the backend.
*/
import process from 'node:process';
import {exportErrors} from '../source/client/export/export-errors.ts';

const baseUrl = process.argv[2] ?? '';
process.once('disconnect', () => {
	process.exit();
});
process.on('message', file => {
	void run(String(file));
});
process.send?.({isReady: true});

async function run(file: string): Promise<void> {
	const startedAt = performance.now();
	const {records} = await exportErrors({
		connection: {baseUrl}, query: new URLSearchParams(), format: 'csv', raw: false, file, overwrite: true, onProgress: () => undefined,
		about: {},
	});
	process.send?.({records, ms: performance.now() - startedAt});
}
