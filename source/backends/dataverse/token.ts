/**
The bearer token: by OAuth 2.0 client credentials, kept in memory till shortly before it ends.
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
*/
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';
import {request, type Answer} from './http.ts';
import type {DataverseCredentials} from './options.ts';
import {readRetryAfter} from './pause.ts';
import {safeUrl} from './safe-url.ts';

/** Undefined where the server asks for none. A `refused` token is not given again. */
export type TokenSource = (refused?: string) => Promise<string | undefined>;

export type TokenOptions = {
	readonly credentials: DataverseCredentials | undefined;
	/** Whose token it is to be: the scope is its `/.default`. */
	readonly resource: URL;
	/** ms. */
	readonly timeout: number;
	readonly signal: AbortSignal;
	/** ms UTC. */
	readonly clock: () => number;
};

const defaultAuthority = 'https://login.microsoftonline.com';

/** ms before its end in which a token is no longer used; of short-lived ones, half of their life. */
const margin = 5 * 60_000;

const TokenSchema = v.object({access_token: v.pipe(v.string(), v.regex(/^[\w+\-.\/~]{1,65536}=*$/v)), expires_in: v.optional(v.union([v.number(), v.string()]))});
const RefusalSchema = v.object({error: v.pipe(v.string(), v.regex(/^[\w.]{1,60}$/v)), error_codes: v.optional(v.array(v.number()))});

export function createTokenSource({credentials, resource, timeout, signal, clock}: TokenOptions): TokenSource {
	if (credentials === undefined) {
		return async () => undefined;
	}

	if ('token' in credentials) {
		return async () => credentials.token();
	}

	const {tenant, clientId, secret, authority = defaultAuthority} = credentials;
	const base = safeUrl(authority, 'the authority');
	const url = new URL(`${base.href}${base.href.endsWith('/') ? '' : '/'}${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
	let kept: {readonly token: string; readonly until: number} | undefined;
	let asking: Promise<string> | undefined;

	const ask = async (): Promise<string> => {
		const form = new URLSearchParams({
			grant_type: 'client_credentials', client_id: clientId, client_secret: await secret(), scope: `${resource.origin}/.default`,
		});
		const from = performance.now();
		const answer = await request({url, form, timeout, signal});
		const token = v.safeParse(TokenSchema, parse(answer.text));
		if (answer.status !== 200 || !token.success) {
			throw refusal(answer, url, clock());
		}

		const life = Number(token.output.expires_in ?? 0) * 1000;
		kept = {token: token.output.access_token, until: from + Math.max(life - margin, life / 2)};
		return kept.token;
	};

	return async refused => {
		if (kept !== undefined && kept.token !== refused && kept.until > performance.now()) {
			return kept.token;
		}

		// One request for it, however many wait.
		asking ??= ask().finally(() => {
			asking = undefined;
		});
		return asking;
	};
}

/** Of the answer, the error's code alone: its description may repeat what was sent. */
function refusal({status, headers, text}: Answer, {host}: URL, now: number): ProblemError {
	if (status === 429 || status >= 500) {
		const retryAfter = readRetryAfter(headers.get('retry-after'), now);
		return new ProblemError('unavailable', `${host} gives no token now (HTTP ${status})`, retryAfter === undefined ? {} : {retryAfter});
	}

	const said = v.safeParse(RefusalSchema, parse(text));
	const code = said.success ? `${said.output.error}${said.output.error_codes?.[0] === undefined ? '' : `, AADSTS${said.output.error_codes[0]}`}` : `HTTP ${status}`;
	return new ProblemError('unavailable', `${host} gives no token (${code}); check tenant, client id and secret`);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
