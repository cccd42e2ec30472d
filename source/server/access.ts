/** Who asks, and what they may: bearer tokens, of which only hashes are known here. */
import {createHash, timingSafeEqual} from 'node:crypto';
import {scopes as allScopes, type Scope} from '../contract/scope.ts';
import type {Refusal} from './answer.ts';

export type KnownToken = {
	/** For people and the log; it says nothing of the token. */
	readonly name: string;
	/** The hash of the token: 32 bytes. */
	readonly sha256: Uint8Array;
	readonly scopes: ReadonlySet<Scope>;
	/** ms since 1970 (UTC): from then on it is refused. Undefined: it holds for ever. */
	readonly expiresAt?: number | undefined;
};

/** What the single token of a server is called: `SYNC_TUI_TOKEN`, or that of `--token-file`. */
export const singleTokenName = 'default';

/** The single token, which is allowed everything. */
export function singleToken(token: string): KnownToken {
	return {name: singleTokenName, sha256: hashOf(token), scopes: new Set(allScopes)};
}

/** The token that comes with a request, or why it is refused. `now` is in ms since 1970. */
export function identify(tokens: readonly KnownToken[], authorization: string | null, now: number): KnownToken | Refusal {
	const given = /^bearer +(?<given>\S+) *$/iv.exec(authorization ?? '')?.groups?.given;
	if (given === undefined) {
		return refusal('this server wants a token: Authorization: Bearer TOKEN', 'Bearer');
	}

	const token = find(tokens, hashOf(given));
	if (token === undefined) {
		return refusal('this token is not known here; Authorization: Bearer TOKEN wants one that is', 'Bearer error="invalid_token"');
	}

	return now < (token.expiresAt ?? Infinity) ? token : refusal(`the token "${token.name}" has expired; ask for a new one`, 'Bearer error="invalid_token"');
}

/** Why a token that is known doesn't allow `asked` (such as `POST /v1/errors/retry`); undefined where it does. */
export function refusalOfScope({name, scopes}: KnownToken, scope: Scope, asked: string): Refusal | undefined {
	if (scopes.has(scope)) {
		return undefined;
	}

	return {
		code: 'forbidden',
		detail: `${asked} needs the scope "${scope}", and the token "${name}" has ${scopes.size === 0 ? 'none' : [...scopes].join(', ')}`,
		headers: {'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"`},
	};
}

/** All are compared, each in the same time: how long it takes says nothing of them. */
function find(tokens: readonly KnownToken[], hash: Uint8Array): KnownToken | undefined {
	let found: KnownToken | undefined;
	for (const token of tokens) {
		if (timingSafeEqual(token.sha256, hash)) {
			found = token;
		}
	}

	return found;
}

function refusal(detail: string, challenge: string): Refusal {
	return {code: 'unauthorized', detail, headers: {'www-authenticate': challenge}};
}

function hashOf(token: string): Uint8Array {
	return createHash('sha256').update(token).digest();
}
