/** Faults of size and packing: more comes than fits, or it can't be unpacked. */
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {pipeline} from 'node:stream/promises';
import {constants, createBrotliCompress, createGzip, gzipSync} from 'node:zlib';
import type {Transform, Writable} from 'node:stream';
import type {Fault} from '../fault-proxy.ts';

const mebibyte = Buffer.alloc(1024 * 1024, ' ');

/** So many bytes of blanks, announced by their number or not at all. */
export function huge(bytes: number, {isAnnounced = true}: {readonly isAnnounced?: boolean} = {}): Fault {
	return async ({response}) => {
		response.writeHead(200, {'content-type': 'application/json', ...(isAnnounced && {'content-length': bytes})});
		for (let sent = 0; sent < bytes && !response.destroyed; sent += mebibyte.byteLength) {
			if (!response.write(mebibyte.subarray(0, bytes - sent))) {
				// eslint-disable-next-line no-await-in-loop -- one piece at a time
				await drained(response);
			}
		}

		response.end();
	};
}

async function drained(stream: Writable): Promise<void> {
	const end = new AbortController();
	await Promise.race([once(stream, 'drain', {signal: end.signal}), once(stream, 'close', {signal: end.signal})]).catch(() => undefined);
	end.abort();
}

/** A small body that unpacks to `bytes` of blanks. */
export async function bomb(encoding: 'gzip' | 'br', bytes: number): Promise<Fault> {
	const packed = await pack(encoding === 'gzip' ? createGzip({level: 1}) : createBrotliCompress({params: {[constants.BROTLI_PARAM_QUALITY]: 5}}), bytes);
	return ({response}) => {
		response.writeHead(200, {'content-type': 'application/json', 'content-encoding': encoding, 'content-length': packed.byteLength}).end(packed);
	};
}

async function pack(packer: Transform, bytes: number): Promise<Buffer> {
	const pieces: Buffer[] = [];
	const blanks = function * () {
		for (let made = 0; made < bytes; made += mebibyte.byteLength) {
			yield mebibyte;
		}
	};

	await pipeline(blanks, packer, async (source: AsyncIterable<Buffer>) => {
		for await (const piece of source) {
			pieces.push(piece);
		}
	});
	return Buffer.concat(pieces);
}

/** Said to be packed with gzip, and damaged on the way. */
export const badGzip: Fault = async ({response, forward}) => {
	const {body} = await forward({'if-none-match': undefined});
	const packed = gzipSync(body);
	packed.fill(0xFF, 10, 30);
	response.writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'}).end(packed);
};

/** The answer begins, and its headers don't end. */
export const endlessHeaders: Fault = async ({response, request: {socket}}) => {
	response.detachSocket(socket);
	socket.on('error', () => undefined);
	socket.write('HTTP/1.1 200 OK\r\n');
	while (!socket.destroyed) {
		if (!socket.write(`x-more: ${'x'.repeat(1000)}\r\n`)) {
			// eslint-disable-next-line no-await-in-loop -- one piece at a time
			await drained(socket);
		}
	}
};
