/** The Sync Status API over any backend: a Request goes in, a Response comes out, and no socket is needed. */
import type {Backend} from '../backends/backend.ts';
import {ProblemError} from '../contract/problem.ts';
import {routes} from '../contract/routes.ts';
import type {Scope} from '../contract/scope.ts';
import {
	identify, refusalOfScope, singleToken, type KnownToken,
} from './access.ts';
import {
	jsonAnswer, problemAnswer, readAnswer, textAnswer, withoutBody,
} from './answer.ts';
import {calls, type Tally} from './calls.ts';
import {asProblem} from './failure.ts';
import {
	asGet, findRoute, ownPaths, routePattern,
} from './find-route.ts';
import {bodyOf, queryValues} from './input.ts';
import type {Notes} from './observer.ts';
import {refusalOfStranger} from './strangers.ts';

/** Never rejects. What it learns for those who watch goes to `notes`. */
export type Handler = (request: Request, notes?: Notes) => Promise<Response>;

export type HandlerOptions = {
	/** A token that is allowed everything: asked as `Authorization: Bearer TOKEN` of every request but `/healthz`. */
	readonly token?: string | undefined;
	/** The tokens in force at the moment, asked at each request. Where it and `token` are left out, none is wanted. */
	readonly tokens?: (() => readonly KnownToken[]) | undefined;
	/** Refuse what names another host than this computer, or comes from a web page of another: for a server on loopback that asks for no token. */
	readonly isLocalOnly?: boolean | undefined;
	/** What `/metrics` says; there is no such path where it is left out. */
	readonly metrics?: (() => Promise<MetricsPage>) | undefined;
	/** Told of what was taken in. */
	readonly tally?: Tally | undefined;
	/** Told of what failed on this side: the answer says nothing of it. `request` is a method and a route, like `GET /v1/errors/{id}`. */
	readonly log?: ((request: string, error: unknown) => void) | undefined;
};

export type MetricsPage = {readonly contentType: string; readonly text: string};

export function createHandler(backend: Backend, {isLocalOnly = false, log, ...options}: HandlerOptions = {}): Handler {
	const desk: Desk = {...options, backend, tokens: tokensOf(options)};
	return async (request, notes = {}) => {
		const stranger = isLocalOnly ? refusalOfStranger(request.headers) : undefined;
		const answering = stranger === undefined ? answer(desk, request, notes) : Promise.reject(new ProblemError('forbidden', stranger));
		const response = await answering.catch((error: unknown) => problemAnswer(asProblem(error, cause => {
			log?.(`${request.method} ${routePattern(request.method, new URL(request.url).pathname)}`, cause);
		})));
		return request.method === 'HEAD' ? withoutBody(response) : response;
	};
}

type Desk = Pick<HandlerOptions, 'metrics' | 'tally'> & {
	readonly backend: Backend;
	/** Undefined where none is wanted. */
	readonly tokens: (() => readonly KnownToken[]) | undefined;
};

function tokensOf({token, tokens}: HandlerOptions): Desk['tokens'] {
	if (token === undefined) {
		return tokens;
	}

	const single = singleToken(token);
	return () => [single, ...tokens?.() ?? []];
}

async function answer(desk: Desk, request: Request, notes: Notes): Promise<Response> {
	const {backend, metrics} = desk;
	const {pathname, searchParams} = new URL(request.url);
	const method = asGet(request.method);
	if (pathname === ownPaths.health && method === 'GET') {
		await backend.service();
		return jsonAnswer({status: 'ok'}, 200);
	}

	const token = desk.tokens === undefined ? undefined : identify(desk.tokens(), request.headers.get('authorization'), Date.now());
	if (token !== undefined && 'code' in token) {
		return problemAnswer(token);
	}

	if (token !== undefined) {
		notes.token = token.name;
	}

	const refusal = (scope: Scope) => token === undefined ? undefined : refusalOfScope(token, scope, `${request.method} ${routePattern(method, pathname)}`);
	if (pathname === ownPaths.metrics && method === 'GET' && metrics !== undefined) {
		const refused = refusal('read');
		return refused === undefined ? pageAnswer(await metrics()) : problemAnswer(refused);
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
	const refused = refusal(route.scope);
	if (refused !== undefined) {
		return problemAnswer(refused);
	}

	const value = await calls[found.name](backend, {
		parameters: found.parameters, query: queryValues(searchParams), body: bodyOf(request, 'ndjson' in route && route.ndjson),
		scopes: token?.scopes, tally: desk.tally,
	});
	if (value === undefined) {
		return problemAnswer({code: 'not-supported', detail: found.name === 'ignoreErrors' ? 'this backend cannot ignore errors' : `this backend has no ${'capability' in route ? route.capability : found.name}`});
	}

	if (value instanceof Response) {
		return value;
	}

	if (method === 'GET') {
		return readAnswer(request, value);
	}

	return jsonAnswer(value, 'status' in route ? route.status : 200);
}

function pageAnswer({contentType, text}: MetricsPage): Response {
	return textAnswer(text, 200, {'content-type': contentType, 'cache-control': 'no-store'});
}
