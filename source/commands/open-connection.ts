/** From the settings to a client that asks: a server of our own is started for it, where what is watched has none. */
import type {Client, ClientOptions} from '../client/http.ts';
import type {Connection} from '../config/config.ts';
import {openTokenSource, type TokenSource} from '../config/token-source.ts';
import {startOwnServer, type OwnServer} from './own-server.ts';

export type OpenConnection = AsyncDisposable & {
	readonly client: Client;
	/** What it was made of; an export makes its own. */
	readonly options: ClientOptions;
};

/** Throws a UsageError where the token can't be had. */
export async function openConnection(connection: Connection, tokens: TokenSource = openTokenSource(connection, {env: process.env})): Promise<OpenConnection> {
	// What goes wrong with it is said before anything is drawn.
	await tokens.current();
	const server = serverOf(connection);
	const {createClient} = await import('../client/http.ts');
	const options: ClientOptions = connection.kind === 'url'
		? {baseUrl: connection.url, tokens, timeout: connection.timeout}
		: {baseUrl: `unix:${server?.socket ?? ''}`, waitFor: server?.ready, ...(connection.kind === 'served' && {timeout: connection.timeout})};
	return {
		client: createClient(options),
		options,
		async [Symbol.asyncDispose]() {
			tokens[Symbol.dispose]();
			await server?.[Symbol.asyncDispose]();
		},
	};
}

function serverOf(connection: Connection): OwnServer | undefined {
	switch (connection.kind) {
		case 'url': {
			return undefined;
		}

		case 'served': {
			return startOwnServer('the server for it', connection.serveWith);
		}

		case 'demo': {
			const {speed, seed} = connection.demo;
			return startOwnServer('the demo', ['--demo', '--demo-speed', String(speed), ...(seed === undefined ? [] : ['--seed', seed])]);
		}
	}
}
