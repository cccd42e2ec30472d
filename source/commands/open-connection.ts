/** From the settings to a client that asks: the demo is started for it, where that is what is watched. */
import type {Client, ClientOptions} from '../client/http.ts';
import type {Connection} from '../config/config.ts';
import {openTokenSource, type TokenSource} from '../config/token-source.ts';
import {startDemo} from './demo-process.ts';

export type OpenConnection = AsyncDisposable & {
	readonly client: Client;
	/** What it was made of; an export makes its own. */
	readonly options: ClientOptions;
};

/** Throws a UsageError where the token can't be had. */
export async function openConnection(connection: Connection, tokens: TokenSource = openTokenSource(connection, {env: process.env})): Promise<OpenConnection> {
	// What goes wrong with it is said before anything is drawn.
	await tokens.current();
	const demo = connection.kind === 'demo' ? startDemo(connection.demo) : undefined;
	const {createClient} = await import('../client/http.ts');
	const options: ClientOptions = connection.kind === 'demo'
		? {baseUrl: `unix:${demo?.socket ?? ''}`, waitFor: demo?.ready}
		: {baseUrl: connection.url, tokens, timeout: connection.timeout};
	return {
		client: createClient(options),
		options,
		async [Symbol.asyncDispose]() {
			tokens[Symbol.dispose]();
			await demo?.[Symbol.asyncDispose]();
		},
	};
}
