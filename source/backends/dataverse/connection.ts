/** Questions to one OData service: with a token, few at a time, and with rests where it asks for them. */
import {ProblemError} from '../../contract/problem.ts';
import {request, type Answer} from './http.ts';
import type {DataverseAccess} from './options.ts';
import {createPause, readRetryAfter} from './pause.ts';
import {ODataRefusal} from './refusal.ts';
import {safeUrl} from './safe-url.ts';
import {createTokenSource} from './token.ts';

/** What follows the `?`; undefined is left out. */
export type Parameters = Readonly<Record<string, string | undefined>>;

export type Connection = {
	/** Where its records are opened in a browser, and what it is called. */
	readonly url: URL;
	/**
	Asks for JSON. `path` is below the service's root and made of names that were checked. Throws a ProblemError: `rate-limited` with its seconds, or
	`unavailable`; of these an ODataRefusal where the server understood, and said no.
	*/
	get(path: string, parameters?: Parameters, prefer?: string): Promise<unknown>;
	/** As `get`, of what isn't JSON. */
	getText(path: string, accept: string): Promise<string>;
	/** Ends what is under way. */
	close(): void;
};

const defaultPath = '/api/data/v9.2';
const defaultTimeout = 20_000;
const atOnce = 4;

/** Dataverse takes URLs of 32,768 characters: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#maximum-url-length */
const maxUrl = 32_768;

/** Seconds, where a 429 doesn't say how long. */
const defaultRest = 10;

/** Asks nothing yet. Throws a ProblemError `invalid-request` for an address that can't be one. */
export function openConnection({url: address, path = defaultPath, credentials, timeout = defaultTimeout, clock = Date.now}: DataverseAccess): Connection {
	const url = safeUrl(address, 'the address of Dataverse');
	const root = `${url.origin}${`${url.pathname}/${path}/`.replaceAll(/\/{2,}/gv, '/')}`;
	const closing = new AbortController();
	const pause = createPause(atOnce);
	const tokens = createTokenSource({credentials, resource: url, timeout, signal: closing.signal, clock});

	const send = async (target: URL, headers: Readonly<Record<string, string>>): Promise<Answer> => {
		const token = await tokens();
		const sendWith = async (bearer: string | undefined) => request({
			url: target, timeout, signal: closing.signal,
			headers: {...headers, ...(bearer !== undefined && {authorization: `Bearer ${bearer}`})},
		});
		const answer = await sendWith(token);
		if (answer.status !== 401 || token === undefined) {
			return answer;
		}

		// It may have been revoked before its time.
		const renewed = await tokens(token);
		return renewed === token ? answer : sendWith(renewed);
	};

	const ask = async (text: string, headers: Readonly<Record<string, string>>): Promise<string> => {
		if (text.length > maxUrl) {
			throw new ProblemError('invalid-request', 'the filter is too long for Dataverse; leave some of it out');
		}

		return pause.inTurn(async () => {
			const answer = await send(new URL(text), {'OData-MaxVersion': '4.0', 'OData-Version': '4.0', ...headers});
			if (answer.status === 200) {
				return answer.text;
			}

			const seconds = readRetryAfter(answer.headers.get('retry-after'), clock());
			throw answer.status === 429 || (answer.status === 503 && seconds !== undefined)
				? pause.rest(seconds ?? defaultRest)
				: failureOf(answer, url.host);
		});
	};

	return {
		url,
		async get(below, parameters, prefer) {
			const query = Object.entries(parameters ?? {}).flatMap(([name, value]) => value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]).join('&');
			const text = await ask(`${root}${below}${query === '' ? '' : `?${query}`}`, {accept: 'application/json', ...(prefer !== undefined && {prefer})});
			try {
				return JSON.parse(text) as unknown;
			} catch (error) {
				throw new ProblemError('unavailable', `${url.host} answers with something that is no JSON; is the path right?`, {cause: error});
			}
		},
		async getText(below, accept) {
			return ask(`${root}${below}`, {accept});
		},
		close() {
			closing.abort();
		},
	};
}

function failureOf({status, text}: Answer, host: string): ProblemError {
	if (status >= 300 && status < 400) {
		return new ProblemError('unavailable', `${host} redirects elsewhere (HTTP ${status}), where the token must not go; give the address of the environment itself`);
	}

	if (status === 401) {
		return new ProblemError('unavailable', `${host} refuses the token (HTTP 401); is the application an application user of this environment?`);
	}

	if (status === 403) {
		return new ProblemError('unavailable', `${host} lets this application user not read that (HTTP 403); give it a security role with the right to read the table`);
	}

	return new ODataRefusal(host, status, text);
}
