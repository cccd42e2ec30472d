/** Asks a program for the token or another secret: a password manager, a helper of the cloud. */
import path from 'node:path';
import type {Environment} from './config.ts';
import {askProgram} from './ask-program.ts';
import {oneLine} from './one-line.ts';
import {bearerToken, maxTokenBytes, withoutToken, type SecretKind} from './token.ts';
import {UsageError} from './usage-error.ts';

export type TokenCommandOptions = {
	readonly env: Environment;
	/** Ends the program at once. */
	readonly signal?: AbortSignal | undefined;
	/** ms that it may take. */
	readonly timeout?: number;
	/** What it is to give. */
	readonly secret?: SecretKind;
};

/** ms: long enough for a slow network, too short for somebody to type. */
const defaultTimeout = 30_000;

/** Characters of what it complains about that are repeated. */
const maxComplaint = 150;

/**
The first line that the program prints. No shell reads the command; the program gets no terminal and nothing to read, and is killed, with all that it
started, when its time is over. Throws a UsageError of one line; what the program says on stderr is told only when it fails.
*/
export async function runTokenCommand([program, ...args]: readonly [string, ...string[]], setting: string, options: TokenCommandOptions): Promise<string> {
	const {env, signal, timeout = defaultTimeout, secret: {noun, check} = bearerToken} = options;
	const {ended, stdout, stderr} = await askProgram(program, args, {env: withoutToken(env), signal, timeout, maxLine: maxTokenBytes});
	const name = oneLine(path.basename(program));
	switch (ended.reason) {
		case 'missing': {
			throw new UsageError(`${setting}: ${name} can't be run (${ended.code}); give a program that is there and may be run.`);
		}

		case 'timeout': {
			throw new UsageError(`${setting}: ${name} gave no ${noun} within ${timeout / 1000} seconds; it has no terminal to ask on, so it must not ask.`);
		}

		case 'aborted': {
			throw new UsageError(`${setting}: ${name} was called off.`);
		}

		case 'too-much': {
			throw new UsageError(`${setting}: ${name} printed more than a ${noun} can be; its first line has to be the ${noun} alone.`);
		}

		case 'exit': {
			if (!ended.isWell) {
				throw new UsageError(`${setting}: ${name} failed (${ended.how})${complaintOf(stderr, stdout)}.`);
			}

			const [line = ''] = stdout.split(/\r?\n/v, 1);
			return check(line, setting);
		}
	}
}

/** Its last line, short; nothing of it where it holds the beginning of what could be the token. */
function complaintOf(stderr: string, stdout: string): string {
	const line = oneLine(stderr.trim().split(/\r?\n/v).at(-1)?.trim() ?? '').slice(0, maxComplaint);
	const [printed = ''] = stdout.trim().split(/\s/v, 1);
	return line === '' || (printed.length > 3 && line.includes(printed)) ? '' : `: ${line.replace(/\.$/v, '')}`;
}
