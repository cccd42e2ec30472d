/** Has a server listen at its address, whatever stands in the way of it. */
import {once} from 'node:events';
import type {Server} from 'node:net';
import {ListenError, listenErrorOf} from './listen-error.ts';
import {loopbackAddressOf} from './loopback.ts';
import {removeStaleSocket} from './unix-socket.ts';

/** Port 0 takes any that is free. */
export type Address = {readonly host: string; readonly port: number} | {readonly socket: string};

/** Resolves once it listens. `isLoopbackOnly`: on no address that other computers can reach, whatever the host name means here. Throws a ListenError. */
export async function bind(server: Server, named: Address, isLoopbackOnly: boolean): Promise<void> {
	const address = isLoopbackOnly ? await onLoopback(named) : named;
	try {
		await listenAt(server, address);
	} catch (error) {
		const isStale = 'socket' in address && isInUse(error) && await removeStaleSocket(address.socket);
		if (!isStale) {
			throw listenErrorOf(error, named);
		}

		await listenAt(server, address).catch((secondError: unknown) => {
			throw listenErrorOf(secondError, named);
		});
	}
}

/** `http://HOST:PORT` (or https), or `unix:/path`. */
export function urlOf(server: Server, address: Address, protocol: 'http' | 'https'): string {
	if ('socket' in address) {
		return `unix:${address.socket}`;
	}

	const bound = server.address();
	if (bound === null || typeof bound === 'string') {
		throw new ListenError('unavailable', 'The server has no port.');
	}

	return `${protocol}://${address.host.includes(':') ? `[${address.host}]` : address.host}:${bound.port}`;
}

/** The address itself in place of a name: asked once, so that it can't mean something else a moment later. */
async function onLoopback(address: Address): Promise<Address> {
	if ('socket' in address) {
		return address;
	}

	const host = await loopbackAddressOf(address.host);
	if (host === undefined) {
		throw new ListenError('no-such-host', `${address.host} is not this computer's own address here; choose 127.0.0.1, or set a token.`);
	}

	return {...address, host};
}

async function listenAt(server: Server, address: Address): Promise<void> {
	const listening = once(server, 'listening');
	if ('socket' in address) {
		// A socket is its owner's alone from its first moment: it is made within this call, and mode and file come together.
		const before = process.umask(0o177);
		try {
			server.listen(address.socket);
		} finally {
			process.umask(before);
		}
	} else {
		server.listen(address.port, address.host);
	}

	await listening;
}

function isInUse(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
