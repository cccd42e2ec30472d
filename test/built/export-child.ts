/** Exports into one file again and again, so that a test can kill it in the middle. Arguments: the URL of the backend, the file. It tells its parent of each export. */
import process from 'node:process';
import {exportErrors} from '../../source/client/export/export-errors.ts';

const [baseUrl = '', file = ''] = process.argv.slice(2);
for (;;) {
	// eslint-disable-next-line no-await-in-loop -- one after the other
	const {records} = await exportErrors({connection: {baseUrl}, query: new URLSearchParams(), format: 'csv', raw: false, file, overwrite: true});
	process.send?.(records);
}
