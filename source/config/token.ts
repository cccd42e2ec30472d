/** The bearer token: where it may come from, and what it may be. */
import type {Environment} from './config.ts';
import {UsageError} from './usage-error.ts';

/** Where a token is to be had; never the token itself. `setting` is what a message calls the place. */
export type TokenOrigin =
	| {readonly kind: 'environment'; readonly setting: 'SYNC_TUI_TOKEN'}
	/** `file` is an absolute path. */
	| {readonly kind: 'file'; readonly setting: string; readonly file: string}
	| {readonly kind: 'command'; readonly setting: string; readonly command: readonly [program: string, ...args: string[]]};

/** Bytes; a header of more than this is refused by most servers. */
export const maxTokenBytes = 8192;

/** What a file or a program is to give: what it is called, and what it may be (`check` returns it clean, or throws a UsageError without a word of it). */
export type SecretKind = {
	readonly noun: string;
	readonly check: (text: string, setting: string) => string;
};

/** `text` without the blanks around it. Throws a UsageError, without a word of the token, for one that no header can carry. */
export function checkToken(text: string, setting: string): string {
	const token = text.trim();
	if (token === '') {
		throw new UsageError(`${setting} gives an empty token; it has to be the token alone.`);
	}

	if (/[\s\P{ASCII}\p{Control}]/v.test(token)) {
		throw new UsageError(`${setting} holds a space, a line break or a character that no HTTP header can carry; it has to be the token alone.`);
	}

	if (token.length > maxTokenBytes) {
		throw new UsageError(`${setting} is longer than ${maxTokenBytes} bytes; it has to be the token alone.`);
	}

	return token;
}

export const bearerToken: SecretKind = {noun: 'token', check: checkToken};

/** The token of `SYNC_TUI_TOKEN`; never from a flag, which others could read in the process list. Throws a UsageError for one that no header can carry. */
export function tokenOf({SYNC_TUI_TOKEN: text = ''}: Environment): string | undefined {
	return text.trim() === '' ? undefined : checkToken(text, 'SYNC_TUI_TOKEN');
}

/** What a program that is started may know: all but the secrets of this one. */
export function withoutToken(environment: Environment): Record<string, string | undefined> {
	return {
		...environment, SYNC_TUI_TOKEN: undefined, SYNC_TUI_DATABASE: undefined, SYNC_TUI_DATABASE_PASSWORD: undefined, SYNC_TUI_CLIENT_SECRET: undefined,
	};
}
