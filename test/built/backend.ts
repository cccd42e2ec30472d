/** A backend of a few objects for the built program: the contract answered from memory, for tests that need to know what they will see. */
import type {RequestListener} from 'node:http';
import {json, scriptedServer, type ScriptedServer} from '../helpers/scripted-server.ts';
import {errorsPage, service, status} from '../helpers/sample.ts';

const quarter = 900_000;

/** Answers throughput as 100 records per hour of UTC clock: the hour from 07:15 reads 715, so that a test sees which hour was asked. */
const throughput = (query: URLSearchParams): unknown => {
	const from = Date.parse(query.get('from') ?? '');
	if (from % quarter !== 0) {
		return {};
	}

	const to = Date.parse(query.get('to') ?? '');
	const buckets = [];
	for (let start = from; start < to; start += 4 * quarter) {
		const date = new Date(start);
		buckets.push({object: 'lead', start: date.toISOString(), synced: date.getUTCHours() * 100 + date.getUTCMinutes(), failed: 1});
	}

	return {from: query.get('from'), to: query.get('to'), resolution: 'PT1H', coverage: {from: query.get('from'), to: query.get('to')}, buckets};
};

export async function smallBackend(): Promise<ScriptedServer> {
	return scriptedServer(answerOf);
}

export const answerOf: RequestListener = (request, response) => {
	const {pathname, searchParams} = new URL(request.url ?? '', 'http://localhost');
	const words = searchParams.getAll('q').map(word => word.toLowerCase());
	const items = errorsPage.items.filter(item => words.every(word => JSON.stringify(item).toLowerCase().includes(word)));
	const answers: Readonly<Record<string, unknown>> = {
		'/v1': service,
		'/v1/status': status,
		'/v1/throughput': throughput(searchParams),
		'/v1/objects/lead/pending': {
			items: [{recordId: 'L-10291', recordName: 'Ana Pérez', operation: 'insert', direction: 'inbound', changedAt: '2026-11-22T10:53:02Z', attempts: 0}],
		},
		'/v1/errors': {items, nextCursor: null, total: items.length},
		'/v1/errors/e-3': {...errorsPage.items[0], payload: {email: 'olga@example.com'}, history: []},
	};
	const answer = answers[pathname];
	json(answer ?? {code: 'not-found'}, {status: answer === undefined ? 404 : 200, etag: `"${pathname}"`})(request, response);
};
