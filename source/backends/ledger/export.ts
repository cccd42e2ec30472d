/** All errors that a filter lets through, as lines. */
import type {ErrorsExportQuery} from '../../contract/queries.ts';
import type {ErrorsExport} from '../backend.ts';
import {exactTotal, quickTotal} from './count-errors.ts';
import type {Database} from './database.ts';
import {csvHeader, csvLine, jsonLine} from './export-lines.ts';
import {pagesOf} from './export-pages.ts';
import {planErrors} from './plan-errors.ts';
import {trackExports} from './running-exports.ts';

/**
Exports what is listed when the first piece is asked for, in the order asked for; each piece is read by itself, from where the one before ended. An
error that is closed before it is reached isn't in it, nor is one that fails again before. Throws a ProblemError `invalid-request` for a filter of too
many parts.
*/
export function createExporter(database: Database): (query: ErrorsExportQuery) => Promise<ErrorsExport> {
	const begin = trackExports(database);
	return async query => {
		const {format, raw, ...list} = query;
		const plan = planErrors(database, list, {isStream: true});
		const pages = pagesOf(database, plan, query);
		const line = format === 'csv' ? csvLine(raw === 'true') : jsonLine();
		const pieces = async function * () {
			using running = begin();
			if (format === 'csv') {
				yield csvHeader;
			}

			yield * pages(`CASE WHEN NOT ${running.hasArrived} THEN ${line} END`);
		};

		// To count what an index knows takes a small part of what reading it will.
		const total = plan.match?.isCostly === true ? quickTotal(database, plan.match) : await exactTotal(database, plan.match);
		return {total, pieces: pieces()};
	};
}
