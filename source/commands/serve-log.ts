/** What `sync-tui serve` says while it runs: lines for people, or lines of JSON. */
import type {Observer} from '../server/observer.ts';
import {createQuietLog} from '../server/quiet-log.ts';
import {lineOf} from './serve-lines.ts';

export type ServeLog = {
	readonly say: (text: string, level?: 'info' | 'error') => void;
	/** `where` is what it was said of; the same isn't said again and again. */
	readonly fail: (where: string, error: unknown) => void;
	/** Told of each request, where each is logged. */
	readonly observers: readonly Observer[];
};

export type LogStream = {
	write(text: string): unknown;
	/** Where it is an open file. */
	readonly fd?: number | undefined;
};

export async function openServeLog(format: 'text' | 'json', stderr: LogStream): Promise<ServeLog> {
	const {say, observers} = format === 'json' ? await openJson(stderr) : openText(stderr);
	const quietly = createQuietLog({
		say(text) {
			say(text, 'error');
		},
		clock: () => performance.now(),
	});
	return {
		say,
		observers,
		fail(where, error) {
			quietly(where, lineOf(error));
		},
	};
}

function openText(stderr: LogStream): Pick<ServeLog, 'say' | 'observers'> {
	return {
		say(text) {
			stderr.write(`sync-tui serve: ${text}\n`);
		},
		observers: [],
	};
}

async function openJson(stderr: LogStream): Promise<Pick<ServeLog, 'say' | 'observers'>> {
	const {openJsonLog} = await import('../server/request-log.ts');
	const {say, observer} = openJsonLog(stderr.fd ?? {
		write(line: string) {
			stderr.write(line);
		},
	});
	return {say, observers: [observer]};
}
