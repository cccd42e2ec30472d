/** All errors that a filter lets through, as lines: of one moment, read through a cursor of the database, a page at a time. */
import {csvHeader, csvLine, jsonLine} from '../../../contract/error-lines.ts';
import type {ErrorsExportQuery} from '../../../contract/queries.ts';
import type {Postgres, Row} from '../../../databases/postgres.ts';
import type {ErrorsExport} from '../../backend.ts';
import {errorOf} from '../errors.ts';
import {orderOf} from './error-order.ts';
import {countErrors} from './count-errors.ts';
import {createParameters, matchingOf, whereOf} from './error-where.ts';
import {errorColumns} from './list-errors.ts';

/** Some 300 KB. */
const rowsPerPiece = 1000;

/** ms for a piece: the first one of an order that no index has waits until all are sorted. */
const patience = 300_000;

/** Throws a ProblemError `invalid-request` for a filter of too many parts. `now` in ms UTC. */
export async function exportErrors(postgres: Postgres, {format, raw, sort, ...filter}: ErrorsExportQuery, hasTrigrams: boolean, now: number): Promise<ErrorsExport> {
	const where = whereOf(filter, hasTrigrams);
	// To count what an index knows takes a small part of what reading it will.
	const total = await countErrors(postgres, await matchingOf(postgres, where), {isExact: where.words !== 'reading', now});
	const lineOf = (row: Row) => format === 'csv' ? csvLine(errorOf(row), raw === 'true') : jsonLine(errorOf(row));
	const header = format === 'csv' ? [csvHeader] : [];
	return {total, pieces: piecesOf()};

	async function * piecesOf(): AsyncGenerator<string> {
		const connection = await postgres.borrow();
		try {
			// What is in it is settled before the first piece is given.
			await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
			const matching = await matchingOf(connection, where);
			if (matching === undefined) {
				yield * header;
				return;
			}

			await connection.query(`SET LOCAL statement_timeout = ${patience}`);
			const parameters = createParameters();
			await connection.query(`DECLARE exported NO SCROLL CURSOR FOR SELECT ${errorColumns} FROM error WHERE ${matching.errors(parameters)} ORDER BY ${orderOf(sort).by}`, parameters.values);
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
