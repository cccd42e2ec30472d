/** All errors that a filter lets through, as lines: of one moment, read through a cursor of the database, a page at a time. */
import {csvHeader, csvLine, jsonLine} from '../../../contract/error-lines.ts';
import type {ErrorsExportQuery} from '../../../contract/queries.ts';
import type {Postgres} from '../../../databases/postgres.ts';
import type {ErrorsExport} from '../../backend.ts';
import {errorOf} from '../errors.ts';
import {orderOf} from './error-order.ts';
import {createParameters, whereOf} from './error-where.ts';
import {countErrors} from './errors.ts';
import {errorColumns} from './list-errors.ts';

/** Some 300 KB. */
const rowsPerPiece = 1000;

/** Throws a ProblemError `invalid-request` for a filter of too many parts. */
export async function exportErrors(postgres: Postgres, {format, raw, sort, ...filter}: ErrorsExportQuery, hasTrigrams: boolean): Promise<ErrorsExport> {
	const where = whereOf(filter, hasTrigrams);
	const total = await countErrors(postgres, where, {isExact: true, known: 0});
	const parameters = createParameters();
	const question = `SELECT ${errorColumns} FROM error WHERE ${where.errors(parameters)} ORDER BY ${orderOf(sort).by}`;
	const lineOf = (row: Parameters<typeof errorOf>[0]) => format === 'csv' ? csvLine(errorOf(row), raw === 'true') : jsonLine(errorOf(row));
	const header = format === 'csv' ? [csvHeader] : [];
	return {total, pieces: piecesOf()};

	async function * piecesOf(): AsyncGenerator<string> {
		if (!where.isPossible) {
			yield * header;
			return;
		}

		const connection = await postgres.borrow();
		try {
			// What is in it is settled before the first piece is given.
			await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
			await connection.query(`DECLARE exported NO SCROLL CURSOR FOR ${question}`, parameters.values);
			yield * header;
			for (;;) {
				const rows = await connection.query(`FETCH ${rowsPerPiece} FROM exported`); // eslint-disable-line no-await-in-loop -- as fast as it is taken
				if (rows.length === 0) {
					return;
				}

				yield rows.map(row => lineOf(row)).join('');
			}
		} finally {
			await connection.query('ROLLBACK').catch(() => undefined);
			connection.release();
		}
	}
}
