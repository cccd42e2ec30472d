/** Copies text to the clipboard, by the surest way there is. */
import {Buffer} from 'node:buffer';
import type {Environment} from '../desktop.ts';
import {runProgram} from '../run-program.ts';
import {clipboardPrograms} from './clipboard-programs.ts';
import {copySequence, type TooLarge} from './copy-sequence.ts';

export type CopyOptions = {
	readonly env: Environment;
	readonly platform: string;
	/** Writes to the terminal, between two frames. */
	readonly write: (sequence: string) => unknown;
	readonly signal?: AbortSignal;
};

export type Copied = {
	/** The program that took the text, or `terminal`: it was sent there, and nobody says whether it arrived. */
	readonly via: string;
	/** Of the text, in UTF-8. */
	readonly bytes: number;
};

export type CopyFailure = TooLarge | {readonly reason: 'cancelled'};

/** ms that a program may take; wl-copy, for one, waits for ever on some desktops. */
const timeout = 1000;

/** The text as it is, whatever is in it. Programs of the machine first, where the person sits at it; else, and if all of them fail, the terminal. Never rejects. */
export async function copyText(text: string, {env, platform, write, signal}: CopyOptions): Promise<Copied | CopyFailure> {
	const bytes = Buffer.byteLength(text);
	for (const {command, args, env: more, encode} of clipboardPrograms(env, platform)) {
		// eslint-disable-next-line no-await-in-loop -- the next one is for when this one fails
		const outcome = await runProgram({
			command, args, timeout, signal, isKilledInTheEnd: true, env: {...env, ...more}, input: encode?.(text) ?? text,
		});
		if (outcome === 'done') {
			return {via: command, bytes};
		}
	}

	if (signal?.aborted) {
		return {reason: 'cancelled'};
	}

	const result = copySequence(text, {env});
	if ('reason' in result) {
		return result;
	}

	write(result.sequence);
	return {via: 'terminal', bytes};
}
