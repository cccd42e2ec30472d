/** The server's log as lines of JSON: a line per request, and one for all else that it has to say. */
import {pino, type DestinationStream} from 'pino';
import type {Observer} from './observer.ts';
import {ownPaths} from './find-route.ts';

export type JsonLog = {
	readonly observer: Observer;
	/** What isn't about one request, in words. */
	readonly say: (text: string, level?: 'info' | 'error') => void;
};

/** Bytes that may wait for a reader of the log that is slower than the server; what comes beyond them is left out, and nobody waits. */
const maxWaiting = 4 * 1024 * 1024;

/** `to` is the number of an open file, such as 2, or what takes lines. */
export function openJsonLog(to: number | DestinationStream): JsonLog {
	const log = pino({
		// Neither process id nor host name: whoever collects the lines knows where they come from.
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		formatters: {level: label => ({level: label})},
	}, typeof to === 'number' ? pino.destination({dest: to, sync: false, maxLength: maxWaiting}) : to);
	return {
		observer: {
			request: () => ({method, route, status, duration, bytes, token, id, isComplete}) => {
				// Probes come every few seconds, and say nothing.
				if (route === ownPaths.health || route === ownPaths.live) {
					return;
				}

				const line = {
					method, route, status, ms: Math.round(duration * 10) / 10, bytes, token, id, ...(!isComplete && {aborted: true}),
				};
				if (isFault(status)) {
					log.error(line, 'request');
				} else {
					log.info(line, 'request');
				}
			},
		},
		say(text, level = 'info') {
			log[level](text);
		},
	};
}

/** Of the server or its backend; 501 says that the backend lacks what was asked for, which is nobody's fault. */
function isFault(status: number): boolean {
	return status >= 500 && status !== 501;
}
