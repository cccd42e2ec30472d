import {existsSync} from 'node:fs';
import path from 'node:path';
import type {Address} from './bind.ts';

export type ListenCode = 'in-use' | 'forbidden' | 'no-such-host' | 'no-such-folder' | 'unavailable';

/** A server that cannot listen; the message is one line that says what is wrong and what to do. */
export class ListenError extends Error {
	readonly code: ListenCode;

	constructor(code: ListenCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'ListenError';
		this.code = code;
	}
}

/** From what node:net reports to a ListenError. */
export function listenErrorOf(error: unknown, address: Address): Error {
	if (error instanceof ListenError) {
		return error;
	}

	const where = 'socket' in address ? address.socket : `${address.host}:${address.port}`;
	const other = 'socket' in address ? 'another socket' : 'another port';
	// libuv says EACCES for both.
	if ('socket' in address && !existsSync(path.dirname(address.socket))) {
		return new ListenError('no-such-folder', `The folder of ${where} does not exist; make it, or choose another socket.`, {cause: error});
	}

	const systemCode = error instanceof Error && 'code' in error ? error.code : undefined;
	switch (systemCode) {
		case 'EADDRINUSE': {
			return new ListenError('in-use', `${where} is in use by another program; end that one, or choose ${other}.`, {cause: error});
		}

		case 'EACCES':
		case 'EPERM':
		case 'EROFS': {
			return new ListenError('forbidden', `${where} may not be used by this user; choose ${other}.`, {cause: error});
		}

		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN': {
			return new ListenError('no-such-host', `${where} is no address of this computer; choose another host, such as 127.0.0.1.`, {cause: error});
		}

		case undefined:
		default: {
			return new ListenError('unavailable', `The server cannot listen on ${where} (${error instanceof Error ? error.message : String(error)}); choose ${other}.`, {cause: error});
		}
	}
}
