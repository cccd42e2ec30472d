import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {describe} from 'node:test';
import {csvHeader, csvLine, jsonLine} from '../../../source/contract/error-lines.ts';
import type {ErrorsExportQuery} from '../../../source/contract/queries.ts';
import {errorsQuery, filter} from '../sync-samples.ts';
import {failed} from './records.ts';
import type {AskedEngine, EngineSuite} from './with-engine.ts';

const exportQuery = (other: Partial<ErrorsExportQuery> = {}): ErrorsExportQuery => ({
	...filter(), sort: {column: 'occurredAt', descending: true}, format: 'csv', raw: 'false', ...other,
});

async function exported({exportErrors}: AskedEngine, query: Partial<ErrorsExportQuery> = {}): Promise<{total: unknown; said: string}> {
	const {total, pieces} = await exportErrors(exportQuery(query));
	return {total, said: await text(pieces)};
}

const odd = ['=1+1', '+1', '-1', '@a', '\tb', 'a "quoted" word', 'two\r\nlines, and a comma', '\u{1F600} and ü'];

export function exportSuite({lacks, check}: EngineSuite): void {
	describe('an export of errors', () => {
		if (lacks.has('errors')) {
			check('is not available', [], async ({exportErrors}) => {
				await assert.rejects(exportErrors(exportQuery()), {code: 'not-supported'});
			});
			return;
		}

		check('holds the very errors of the list, in its order and as the filter has them', odd.map((message, index) => failed(String(100 + index), `2026-11-22T12:0${index}:00Z`, {message})), async asked => {
			for (const wanted of [{}, {sort: {column: 'message', descending: false}}, {q: ['103']}] as const) {
				const {sort, ...other} = exportQuery(wanted.q === undefined ? wanted : {q: [...wanted.q]});
				// eslint-disable-next-line no-await-in-loop -- one database
				const {items} = await asked.errors(errorsQuery({...other, sort, limit: 1000}));
				assert.equal(items.length, wanted.q === undefined ? odd.length : 1);
				/* eslint-disable no-await-in-loop -- one database */
				assert.deepEqual(await exported(asked, {...other, sort}), {total: items.length, said: csvHeader + items.map(item => csvLine(item, false)).join('')});
				assert.equal((await exported(asked, {...other, sort, raw: 'true'})).said, csvHeader + items.map(item => csvLine(item, true)).join(''));
				assert.equal((await exported(asked, {...other, sort, format: 'ndjson'})).said, items.map(item => jsonLine(item)).join(''));
				/* eslint-enable no-await-in-loop */
			}
		});

		check('may be left early', odd.map((message, index) => failed(String(100 + index), `2026-11-22T12:0${index}:00Z`, {message})), async asked => {
			const one = (await asked.exportErrors(exportQuery())).pieces[Symbol.asyncIterator]();
			await one.next();
			await one.return?.();
			assert.equal((await exported(asked, {format: 'ndjson'})).said.split('\n').length, odd.length + 1);
		});
	});
}
