/** A backend that is right, and faults to plant in its answers. */
import type {Handler} from '../../source/server/handle.ts';

export type Fault = 'wrong type' | 'off the grid' | 'new ETag each time' | 'repeated page' | 'page in the wrong order' | 'limit ignored' | 'not a problem' | 'capability that is not there';

/** The answers of `handler` with these faults in them. */
export function withFaults(handler: Handler, faults: ReadonlySet<Fault>): Handler {
	let etags = 0;
	return async request => {
		const url = new URL(request.url);
		if (faults.has('repeated page') && url.pathname === '/v1/errors') {
			url.searchParams.delete('cursor');
		}

		if (faults.has('limit ignored') && Number(url.searchParams.get('limit')) > 1000) {
			url.searchParams.set('limit', '1000');
		}

		const headers = new Headers(request.headers);
		if (faults.has('new ETag each time')) {
			headers.delete('if-none-match');
		}

		const response = await handler(new Request(url, {method: request.method, headers}));
		const answer = new Headers(response.headers);
		if (faults.has('new ETag each time')) {
			etags++;
			answer.set('etag', `"${etags}"`);
		}

		if (faults.has('not a problem') && response.status === 404) {
			return new Response('<h1>Not found</h1>', {status: 404, headers: {'content-type': 'text/html'}});
		}

		const text = await response.text();
		return new Response(response.status === 304 ? null : changed(text, url.pathname, faults), {status: response.status, headers: answer});
	};
}

function changed(text: string, place: string, faults: ReadonlySet<Fault>): string {
	if (!text.startsWith('{')) {
		return text;
	}

	const answer = JSON.parse(text) as Record<string, any>;
	/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument -- whatever it is, it is to be made wrong */
	if (faults.has('wrong type') && place === '/v1/status') {
		answer.objects[1].pending.inserts = 'many';
	}

	if (faults.has('off the grid') && place === '/v1/throughput') {
		for (const bucket of answer.buckets ?? []) {
			bucket.start = new Date(Date.parse(bucket.start) + 420_000).toISOString();
		}
	}

	if (faults.has('page in the wrong order') && place.endsWith('/pending')) {
		answer.items?.reverse();
	}

	if (faults.has('capability that is not there') && place === '/v1') {
		answer.capabilities = answer.capabilities.filter((name: string) => name !== 'error-facets');
	}
	/* eslint-enable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument */

	return JSON.stringify(answer);
}
