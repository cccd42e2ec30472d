/** All errors page by page, from a backend that has no stream for them. */
import {Buffer} from 'node:buffer';
import {pageLimits} from '../../contract/common.ts';
import {ErrorsPageSchema, type ErrorsPage} from '../../contract/errors.ts';
import {routes} from '../../contract/routes.ts';
import {RequestFailure} from '../failure.ts';
import {createClient} from '../http.ts';
import {csvHeader, csvLine, jsonLine} from '../../contract/error-lines.ts';
import type {ErrorQuestion, ErrorSource} from './error-source.ts';

/** Resolves once the first page is there. */
export async function pageErrors(question: ErrorQuestion): Promise<ErrorSource> {
	const first = await readPage(question, undefined);
	let lack: string | undefined;
	const pieces = async function * () {
		if (question.format === 'csv') {
			yield Buffer.from(csvHeader);
		}

		let page = first;
		for (;;) {
			yield Buffer.from(linesOf(question, page));
			const {nextCursor, searchedFrom} = page;
			if (typeof nextCursor !== 'string') {
				lack = typeof searchedFrom === 'string' ? `the backend searched no errors from before ${searchedFrom}` : undefined;
				return;
			}

			// A page says where the next one begins.
			// eslint-disable-next-line no-await-in-loop
			page = await readPage(question, nextCursor);
			if (page.nextCursor === nextCursor) {
				throw new RequestFailure('contract', 'its pages go in a circle');
			}
		}
	};

	return {
		total: typeof first.total === 'number' ? first.total : undefined,
		pieces: pieces(),
		lack: () => lack,
	};
}

/** By a client of its own, as a client remembers its answers: very many pages would be very much to remember. */
async function readPage({connection, query, signal}: ErrorQuestion, cursor: string | undefined): Promise<ErrorsPage> {
	const search = new URLSearchParams([...query, ['limit', String(pageLimits.max)], ...(cursor === undefined ? [] : [['cursor', cursor] as [string, string]])]);
	const {value} = await createClient(connection).get(routes.errors.path, ErrorsPageSchema, {query: search, signal});
	return value;
}

function linesOf({format, raw}: ErrorQuestion, {items}: ErrorsPage): string {
	return items.map(item => format === 'csv' ? csvLine(item, raw) : jsonLine(item)).join('');
}
