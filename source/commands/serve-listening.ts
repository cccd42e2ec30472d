/** Has `sync-tui serve` listen, and takes it off its address again. */
import {rmdirSync} from 'node:fs';
import path from 'node:path';
import {isLoopbackHost} from '../server/loopback.ts';
import type {Listening} from '../server/listen.ts';
import type {Metrics} from '../server/metrics/metrics.ts';
import type {Gate} from '../server/starting.ts';
import type {Guards} from './serve-guards.ts';
import type {ServeLog} from './serve-log.ts';
import type {ServeSettings} from './serve-settings.ts';

export type Doorway = {
	readonly server: Listening;
	readonly gate: Gate;
	/** Undefined for a server of the dashboard's own: nobody else can ask it. */
	readonly metrics: Metrics | undefined;
};

/** Answers with 503 until its gate is opened. */
export async function listenClosed(settings: ServeSettings, guards: Guards, log: ServeLog): Promise<Doorway> {
	const [{createGate}, {listen}, metrics] = await Promise.all([
		import('../server/starting.ts'),
		import('../server/listen.ts'),
		settings.parentWatch ? undefined : import('../server/metrics/metrics.ts').then(({openMetrics}) => openMetrics()),
	]);
	const gate = createGate();
	const server = await listen(gate.handle, settings.address, {
		isLoopbackOnly: isTrusting(settings),
		tls: guards.tls?.(),
		observers: [...log.observers, ...(metrics === undefined ? [] : [metrics.observer])],
		log(error) {
			log.fail('a connection broke', error);
		},
	});
	guards.onRenewal(server.renew);
	return {server, gate, metrics};
}

/** On a port and without a token: whoever can connect is answered, so nobody but this computer's own programs may. Web pages can't reach a socket. */
export function isTrusting({token, tokensFile, address}: ServeSettings): boolean {
	return token === undefined && tokensFile === undefined && !('socket' in address);
}

/** What a person should know of where it listens; undefined where there is nothing. */
export function warningOf({address, tls}: ServeSettings): string | undefined {
	return 'socket' in address || isLoopbackHost(address.host) || tls !== undefined
		? undefined
		: `tokens reach ${address.host} unencrypted, unless a proxy that speaks TLS stands in front; --tls-cert and --tls-key encrypt them here`;
}

/** Lets what is asked still be answered, for as long as the settings say; what runs then is broken off. */
export async function drain({server, gate}: Doorway, {drainLimit, parentWatch}: ServeSettings, log: ServeLog): Promise<void> {
	// The dashboard's own server ends with the dashboard: nobody waits for its answers.
	if (parentWatch) {
		return;
	}

	gate.drain();
	const running = server.running();
	if (running > 0) {
		log.say(`it ends; requests that run have ${drainLimit / 1000} s to do so: ${running} (another signal ends at once)`);
	}

	const isSettled = await server.drain(drainLimit);
	if (!isSettled) {
		log.say('requests that ran for too long were broken off');
	}
}

/** Closes the server at the end of a scope. */
export function closing(server: Listening, settings: ServeSettings): AsyncDisposable {
	return {
		async [Symbol.asyncDispose]() {
			await server.close();
			removeFolder(settings);
		},
	};
}

/** The socket's folder was made for this server by the process that started it, which may be gone. */
function removeFolder({parentWatch, address}: ServeSettings): void {
	if (!parentWatch || !('socket' in address)) {
		return;
	}

	try {
		rmdirSync(path.dirname(address.socket));
	} catch {/* It holds something else, or is gone already. */}
}
