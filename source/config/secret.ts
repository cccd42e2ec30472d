/** Passwords of databases and secrets of applications: where they may come from. They are fetched when they are needed, and kept nowhere. */
import process from 'node:process';
import type {Environment} from './config.ts';
import {parseDatabase} from './database-address.ts';
import {expandPath} from './folders.ts';
import {UsageError} from './usage-error.ts';

/** Never the secret itself. `setting` is what a message calls the place. */
export type SecretOrigin =
	/** A variable that is the secret, or (`SYNC_TUI_DATABASE`) a URL that holds it. */
	| {readonly kind: 'environment'; readonly setting: string}
	/** `file` is an absolute path. */
	| {readonly kind: 'file'; readonly setting: string; readonly file: string}
	| {readonly kind: 'command'; readonly setting: string; readonly command: readonly [program: string, ...args: string[]]};

/** The variable whose URL may hold a password. */
export const databaseVariable = 'SYNC_TUI_DATABASE';
export const passwordVariable = 'SYNC_TUI_DATABASE_PASSWORD';
export const secretVariable = 'SYNC_TUI_CLIENT_SECRET';

const maxBytes = 8192;

/** Reads the file or runs the program; each is loaded when it is wanted. Throws a UsageError of one line. */
export async function fetchSecret(origin: SecretOrigin, env: Environment, noun: 'password' | 'client secret'): Promise<string> {
	const kind = {noun, check: (text: string, setting: string) => checkSecret(text, setting, noun)};
	switch (origin.kind) {
		case 'environment': {
			const text = env[origin.setting] ?? '';
			return kind.check(origin.setting === databaseVariable ? parseDatabase(text, databaseVariable, process.cwd(), 'allowed').password ?? '' : text, origin.setting);
		}

		case 'file': {
			const {readTokenFile} = await import('./token-file.ts');
			return readTokenFile(origin.file, origin.setting, kind);
		}

		case 'command': {
			const {runTokenCommand} = await import('./token-command.ts');
			return runTokenCommand(origin.command, origin.setting, {env, secret: kind});
		}
	}
}

/** `flag` is a path as somebody typed it. */
export function fileOrigin(flag: string, setting: string): SecretOrigin {
	return {kind: 'file', setting, file: expandPath(flag, process.cwd())};
}

/** A password may hold blanks and any letters, but no line end: that is the end of what a file or a program says. */
function checkSecret(text: string, setting: string, noun: string): string {
	if (text === '') {
		throw new UsageError(`${setting} gives an empty ${noun}; it has to be the ${noun} alone.`);
	}

	if (/\p{Control}/v.test(text) || text.length > maxBytes) {
		throw new UsageError(`${setting} gives something that is no ${noun}: it has a control character, or is longer than ${maxBytes} bytes.`);
	}

	return text;
}
