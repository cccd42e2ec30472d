/** Faults of what is said: it comes whole and in time, and isn't what it should be. */
import {Buffer} from 'node:buffer';
import type {OutgoingHttpHeaders} from 'node:http';
import {pass, send, type Exchange, type Fault, type Reply} from '../fault-proxy.ts';

const page = '<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head><body><h1>It is not you, it is us</h1></body></html>\n';

/** Another status, with a page of HTML unless it is told otherwise. */
export function status(code: number, headers: OutgoingHttpHeaders = {}, body = page): Fault {
	return ({response}) => {
		response.writeHead(code, {'content-type': body === page ? 'text/html' : 'application/problem+json', ...headers}).end(body);
	};
}

/** All is well, says a page of HTML. */
export const html: Fault = status(200, {}, page);

/** All is well, and there is nothing to say. */
export const empty: Fault = status(200, {}, '');

/** Somewhere else: `location` stands before the path that was asked for. */
export function redirect(location: string): Fault {
	return ({request, response}) => {
		response.writeHead(302, {location: `${location}${request.url ?? ''}`}).end();
	};
}

/** In the answer to `path` all numbers are words. */
export function wrongTypes(path: string): Fault {
	return changed(json => replaced(json, (_, value) => typeof value === 'number' ? 'many' : value), path);
}

/** Each item of each list comes twice. */
export const duplicate: Fault = changed(json => replaced(json, (_, value) => Array.isArray(value) ? value.flatMap((item: unknown) => [item, item]) : value));

/** The server's clock is `ms` ahead. */
export function skew(ms: number): Fault {
	const later = (text: string) => new Date(Date.parse(text) + ms);
	return async exchange => {
		const reply = await exchange.forward();
		const {date = ''} = reply.headers;
		const told = withJson(reply, json => replaced(json, (key, value) => key === 'generatedAt' && typeof value === 'string' ? later(value).toISOString() : value));
		send(exchange.response, {...told, headers: {...told.headers, date: later(date).toUTCString()}});
	};
}

/** In UTF-16, which says so. */
export const utf16: Fault = async ({response, forward}) => {
	const {status: code, headers, body} = await forward({'if-none-match': undefined});
	const text = Buffer.from(`\u{FEFF}${body.toString()}`, 'utf16le');
	send(response, {status: code, headers: {...headers, 'content-length': String(text.byteLength), 'content-type': 'application/json; charset=utf-16'}, body: text});
};

/** No answer has an ETag. */
export const noEtag: Fault = async exchange => {
	send(exchange.response, await withoutEtag(exchange));
};

/** “Nothing has changed”, to a client that didn't ask that: once each has had an answer without an ETag. */
export function unasked304(): Fault {
	const told = new Set<string>();
	return async exchange => {
		const {url = ''} = exchange.request;
		if (told.has(url)) {
			exchange.response.writeHead(304).end();
		} else {
			told.add(url);
			send(exchange.response, await withoutEtag(exchange));
		}
	};
}

async function withoutEtag({forward}: Exchange): Promise<Reply> {
	const {headers: {etag: _, ...headers}, ...reply} = await forward({'if-none-match': undefined});
	return {...reply, headers};
}

/** The JSON of a good answer to `path`, or to anything, made into another. */
function changed(change: (json: unknown) => unknown, path?: string): Fault {
	return async exchange => {
		if (path !== undefined && exchange.request.url?.split('?', 1)[0] !== path) {
			await pass(exchange);
			return;
		}

		const {headers: {etag: _, ...headers}, ...reply} = await exchange.forward({'if-none-match': undefined});
		send(exchange.response, withJson({...reply, headers}, change));
	};
}

/** The same JSON with each of its values as `replace` gives it, the innermost first. */
function replaced(json: unknown, replace: (key: string, value: unknown) => unknown): unknown {
	return JSON.parse(JSON.stringify(json), replace);
}

function withJson(reply: Reply, change: (json: unknown) => unknown): Reply {
	if (reply.status !== 200) {
		return reply;
	}

	const body = Buffer.from(JSON.stringify(change(JSON.parse(reply.body.toString()))));
	return {...reply, body, headers: {...reply.headers, 'content-length': String(body.byteLength)}};
}
