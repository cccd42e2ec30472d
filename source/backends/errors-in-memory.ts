/** Lists, facets, causes and the export of errors that a backend has in memory: of files and logs, which have no questions of their own. */
import {csvHeader, csvLine, jsonLine} from '../contract/error-lines.ts';
import type {ErrorFacets, SyncError} from '../contract/errors.ts';
import {ProblemError} from '../contract/problem.ts';
import type {ErrorFilter, ErrorsQuery} from '../contract/queries.ts';
import {groupByCause} from '../domain/cause/group-by-cause.ts';
import {errorMatcher, searchedText} from '../domain/errors/match-error.ts';
import {sortErrors} from '../domain/errors/sort-errors.ts';
import type {Backend} from './backend.ts';
import {checkParts} from './filter-parts.ts';

export type ErrorQuestions = Required<Pick<Backend, 'errors' | 'error' | 'errorFacets' | 'errorCauses' | 'exportErrors'>>;

const maxFacets = 1000;
const rowsPerPiece = 1000;

/** `read` gives the same list as long as nothing has changed. A page goes on by its place, so what comes while one reads may show twice. `clock` in ms UTC. */
export function errorsInMemory(read: () => Promise<readonly SyncError[]>, clock: () => number): ErrorQuestions {
	const texts = new WeakMap<SyncError, string>();
	const textOf = (error: SyncError): string => {
		const text = texts.get(error) ?? searchedText(error);
		texts.set(error, text);
		return text;
	};

	const found = async (filter: ErrorFilter): Promise<SyncError[]> => {
		const isLetThrough = matcherOf(filter);
		const errors = await read();
		return errors.filter(error => isLetThrough(error, textOf(error)));
	};

	// The same list is asked for page by page.
	let last: {readonly of: readonly SyncError[]; readonly key: string; readonly list: SyncError[]} | undefined;
	const listOf = async ({sort, ...filter}: ErrorFilter & Pick<ErrorsQuery, 'sort'>): Promise<SyncError[]> => {
		const of = await read();
		const key = JSON.stringify([filter, sort]);
		if (last?.key !== key || last.of !== of) {
			last = {of, key, list: sortErrors(await found(filter), sort)};
		}

		return last.list;
	};

	return {
		async errors({limit, cursor, total: _total, ...query}) {
			const from = cursor === undefined ? 0 : placeOf(cursor);
			const list = await listOf(query);
			const next = from + limit;
			return {items: list.slice(from, next), nextCursor: next < list.length ? `n${next}` : null, total: list.length};
		},
		async error(id) {
			const errors = await read();
			const error = errors.find(each => each.id === id);
			if (error === undefined) {
				throw new ProblemError('not-found', `there is no error ${JSON.stringify(id)}`);
			}

			return error;
		},
		errorFacets: async filter => facetsOf(await found(filter)),
		async errorCauses({limit, ...filter}) {
			const causes = groupByCause(await found(filter), clock());
			return {causes: causes.slice(0, limit), total: causes.length};
		},
		async exportErrors({format, raw, ...query}) {
			const list = await listOf(query);
			return {total: list.length, pieces: piecesOf(list, format, raw === 'true')};
		},
	};
}

async function * piecesOf(list: readonly SyncError[], format: 'csv' | 'ndjson', isRaw: boolean): AsyncGenerator<string> {
	if (format === 'csv') {
		yield csvHeader;
	}

	for (let at = 0; at < list.length; at += rowsPerPiece) {
		yield list.slice(at, at + rowsPerPiece).map(error => format === 'csv' ? csvLine(error, isRaw) : jsonLine(error)).join('');
	}
}

/** Throws a ProblemError `invalid-request` for a filter of too many parts. */
function matcherOf(filter: ErrorFilter) {
	checkParts(filter);
	return errorMatcher(filter);
}

function placeOf(cursor: string): number {
	const place = /^n(?<place>[1-9]\d{0,8})$/v.exec(cursor)?.groups?.place;
	if (place === undefined) {
		throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave');
	}

	return Number(place);
}

function facetsOf(errors: readonly SyncError[]): ErrorFacets {
	const facet = (field: 'object' | 'operation' | 'direction' | 'code') =>
		countValues(errors.map(error => error[field] ?? '')).slice(0, maxFacets).map(({value, count}) => ({value: value === '' ? null : value, count}));
	// The last one set is the newest.
	const messages = new Map(errors.toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt)).map(({code, message}) => [code ?? '', message ?? null]));
	return {
		object: facet('object'), operation: facet('operation'), direction: facet('direction'),
		code: facet('code').map(({value, count}) => ({value, count, message: messages.get(value ?? '') ?? null})),
	};
}

/** The most frequent first; of as many, in the order of their values. */
export function countValues(values: readonly string[]): Array<{value: string; count: number}> {
	const counts = new Map<string, number>();
	for (const value of values) {
		counts.set(value, (counts.get(value) ?? 0) + 1);
	}

	return counts.entries().map(([value, count]) => ({value, count})).toArray().toSorted((a, b) => b.count === a.count ? (a.value < b.value ? -1 : 1) : b.count - a.count);
}
