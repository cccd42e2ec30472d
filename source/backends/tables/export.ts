/** All errors that a filter lets through, as lines: of one moment, as the database gives them. */
import {csvHeader, csvLine, jsonLine} from '../../contract/error-lines.ts';
import type {ErrorsExportQuery} from '../../contract/queries.ts';
import type {ErrorsExport} from '../backend.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import {errorOf, errorRows} from './error-rows.ts';
import {errorsWhere} from './error-where.ts';
import {countErrors} from './errors.ts';

/** Some 300 KB. */
const rowsPerPiece = 1000;

/** Throws a ProblemError `invalid-request` for a filter of too many parts. */
export async function exportErrors(asking: Asking, rows: ChangeRows, {format, raw, sort, ...filter}: ErrorsExportQuery): Promise<ErrorsExport> {
	const where = errorsWhere(rows, filter);
	return {total: where === undefined ? 0 : await countErrors(asking, rows, where, true), pieces: pieces()};

	async function * pieces(): AsyncGenerator<string> {
		if (format === 'csv') {
			yield csvHeader;
		}

		if (where === undefined) {
			return;
		}

		for await (const page of asking.stream(errorRows(rows, {where, sort}), rowsPerPiece)) {
			yield page.map(row => errorOf(rows, row)).map(error => format === 'csv' ? csvLine(error, raw === 'true') : jsonLine(error)).join('');
		}
	}
}
