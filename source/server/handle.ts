/** The Sync Status API over any backend: a Request goes in, a Response comes out, and no socket is needed. */
import type {Backend} from '../backends/backend.ts';
import {ProblemError} from '../contract/problem.ts';
import {routes} from '../contract/routes.ts';
import {
	jsonAnswer, problemAnswer, readAnswer, withoutBody,
} from './answer.ts';
import {bearerCheck} from './bearer.ts';
import {calls} from './calls.ts';
import {asProblem} from './failure.ts';
import {findRoute} from './find-route.ts';
import {bodyOf, queryValues} from './input.ts';
import {refusalOfStranger} from './strangers.ts';

/** Never rejects. */
export type Handler = (request: Request) => Promise<Response>;

export type HandlerOptions = {
	/** Asked as `Authorization: Bearer TOKEN` of every request but `/healthz`; none is asked where it is left out. */
	readonly token?: string | undefined;
	/** Refuse what names another host than this computer, or comes from a web page of another: for a server on loopback that asks for no token. */
	readonly isLocalOnly?: boolean | undefined;
	/** Told of what failed on this side: the answer says nothing of it. `request` is like `GET /v1/status`. */
	readonly log?: ((request: string, error: unknown) => void) | undefined;
};

export function createHandler(backend: Backend, {token, isLocalOnly = false, log}: HandlerOptions = {}): Handler {
	const isAllowed = bearerCheck(token);
	return async request => {
		const stranger = isLocalOnly ? refusalOfStranger(request.headers) : undefined;
		const answering = stranger === undefined ? answer(backend, request, isAllowed) : Promise.reject(new ProblemError('forbidden', stranger));
		const response = await answering.catch((error: unknown) => {
			const {pathname} = new URL(request.url);
			return problemAnswer(asProblem(error, cause => {
				log?.(`${request.method} ${pathname}`, cause);
			}));
		});
		return request.method === 'HEAD' ? withoutBody(response) : response;
	};
}

async function answer(backend: Backend, request: Request, isAllowed: (request: Request) => boolean): Promise<Response> {
	const {pathname, searchParams} = new URL(request.url);
	// HEAD is answered as GET, and loses its body at the end.
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	if (pathname === '/healthz' && method === 'GET') {
		await backend.service();
		return jsonAnswer({status: 'ok'}, 200);
	}

	if (!isAllowed(request)) {
		return problemAnswer({code: 'unauthorized', detail: 'this server wants a token: Authorization: Bearer TOKEN', headers: {'www-authenticate': 'Bearer'}});
	}

	const found = findRoute(method, pathname);
	if (found.name === undefined) {
		const allow = found.allow.join(', ');
		return problemAnswer(allow === ''
			? {code: 'not-found', detail: `there is no ${pathname} here`}
			: {
				code: 'invalid-request', status: 405, detail: `${pathname} knows ${allow}, not ${request.method}`, headers: {allow},
			});
	}

	const route = routes[found.name];
	const value = await calls[found.name](backend, {
		parameters: found.parameters, query: queryValues(searchParams), body: bodyOf(request, 'ndjson' in route && route.ndjson),
	});
	if (value === undefined) {
		return problemAnswer({code: 'not-supported', detail: `this backend has no ${'capability' in route ? route.capability : found.name}`});
	}

	if (value instanceof Response) {
		return value;
	}

	if (method === 'GET') {
		return readAnswer(request, value);
	}

	return jsonAnswer(value, 'status' in route ? route.status : 200);
}
