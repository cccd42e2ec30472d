import type {ErrorsExportQuery} from '../../contract/queries.ts';
import type {ErrorsExport} from '../backend.ts';
import {csvHeader, csvLine, jsonLine} from '../../contract/error-lines.ts';
import type {Asking} from './asking.ts';
import {orderOf} from './errors.ts';
import {readPage, type Page, type PageQuestion} from './read-page.ts';
import {syncErrorOf} from './rows.ts';
import {errorsWithin} from './scope.ts';

/** Rows; one page is one piece of some hundred KB. */
const pageSize = 500;

/** One request now, for how many there will be; the others as pieces are taken. */
export async function exportErrors({connection, fields, linkOf}: Asking, {sort, format, raw, ...filter}: ErrorsExportQuery): Promise<ErrorsExport> {
	const question: PageQuestion = {condition: errorsWithin(fields, filter), orderBy: orderOf(fields, sort), limit: pageSize};
	const {total = null} = await readPage(connection, fields, {...question, limit: 1, isCounted: true});

	async function * pieces(): AsyncGenerator<string> {
		if (format === 'csv') {
			yield csvHeader;
		}

		let after: Page['next'];
		do {
			// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
			const {rows, next}: Page = await readPage(connection, fields, {...question, after});
			if (rows.length > 0) {
				yield rows.map(row => syncErrorOf(row, fields, linkOf)).map(error => format === 'csv' ? csvLine(error, raw === 'true') : jsonLine(error)).join('');
			}

			after = next;
		} while (after !== undefined);
	}

	return {total, pieces: pieces()};
}
