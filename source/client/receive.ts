/** One request and its whole answer, in memory that is bounded whatever comes. */
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import type {IncomingHttpHeaders, IncomingMessage} from 'node:http';
import type {Socket} from 'node:net';
import {pipeline} from 'node:stream';
import {TLSSocket, type PeerCertificate} from 'node:tls';
import {RequestError, type OptionsInit, type Request} from 'got';
import {dateOf} from './answer-times.ts';
import type {CertificateTimes} from './certificate.ts';
import {failureOf, RequestFailure, type Phase} from './failure.ts';
import {maxAnswerBytes, tooLarge, type ReceivedAnswer} from './parse-answer.ts';
import {unpackerFor} from './unpack.ts';

/** More of an answer than this, in bytes, is no problem document. */
const maxProblemBytes = 64 * 1024;

export type Received = ReceivedAnswer & {readonly headers: IncomingHttpHeaders};

/** What makes a request use a connection of its own: none that was kept open, and may be closed by now. */
export const ownConnection: OptionsInit = {agent: {http: false, https: false}};

/**
Asks with `ask`, and once more where a connection that was kept open turned out to be closed: nobody did anything wrong, a server may close it at any time.
Only for what may be asked twice. Otherwise as `receive`.
*/
export async function receiveAgain(ask: (options: OptionsInit) => Request, timeout: number): Promise<Received> {
	const stream = ask({});
	try {
		return await receive(stream, timeout);
	} catch (error) {
		const isStale = stream.reusedSocket === true && stream.response === undefined && error instanceof RequestFailure && error.code === 'unreachable';
		if (isStale) {
			return receive(ask(ownConnection), timeout);
		}

		throw error;
	}
}

/** Reads the answer to its end. `timeout` is what the request was given, ms. Throws a RequestFailure; what comes once the request was aborted is to be ignored. */
export async function receive(stream: Request, timeout: number): Promise<Received> {
	let failed: unknown;
	let certificate: CertificateTimes | undefined;
	let response: IncomingMessage | undefined;
	// It may fail while nobody reads it; who comes to read it then is told no reason.
	stream.on('error', (error: unknown) => {
		failed ??= error;
	});
	stream.on('socket', (socket: Socket) => {
		onHandshake(socket, times => {
			certificate = times;
		});
	});
	try {
		[response] = await once(stream, 'response') as [IncomingMessage];
		return {statusCode: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(stream, response)};
	} catch (error) {
		stream.destroy();
		throw failureOf(error instanceof RequestFailure ? error : failed ?? error, timeout, {
			certificate, date: dateOf(response?.headers.date), phase: response === undefined ? phaseOf(failed ?? error, stream) : 'body',
		});
	}
}

async function bodyOf(stream: Request, {statusCode = 0, headers}: IncomingMessage): Promise<Uint8Array> {
	if (statusCode >= 200 && statusCode < 300) {
		return collect(stream, headers, maxAnswerBytes);
	}

	// A 304 has none, and is read to its end so that its connection can be used again.
	if (statusCode !== 304 && headers['content-type']?.includes('json') !== true) {
		stream.destroy();
		return Buffer.alloc(0);
	}

	// The status says what matters, whatever becomes of the words.
	return collect(stream, headers, maxProblemBytes).catch(() => Buffer.alloc(0));
}

async function collect(stream: Request, headers: IncomingHttpHeaders, limit: number): Promise<Uint8Array> {
	if (Number(headers['content-length']) > limit) {
		throw tooLarge();
	}

	const unpacker = unpackerFor(headers['content-encoding']);
	// Its end and its errors are those of what is read below.
	const source: AsyncIterable<Buffer> = unpacker === undefined ? stream : pipeline(stream, unpacker, () => undefined);
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of source) {
		size += piece.byteLength;
		if (size > limit) {
			throw tooLarge();
		}

		pieces.push(piece);
	}

	return Buffer.concat(pieces);
}

/** Says for how long the certificate holds before Node judges it: afterwards the connection is gone. */
function onHandshake(socket: Socket, tell: (times: CertificateTimes) => void): void {
	if (socket instanceof TLSSocket) {
		socket.prependOnceListener('secure', () => {
			// Not `getPeerX509Certificate`, after which Node finds no names in the certificate. What was not shown has no dates, or is null.
			const shown: Partial<PeerCertificate> | null = socket.getPeerCertificate();
			tell({from: Date.parse(shown?.valid_from ?? ''), to: Date.parse(shown?.valid_to ?? '')});
		});
	}
}

/** Where a request stopped that got no answer. */
function phaseOf(error: unknown, {options}: Request): Phase {
	const timings = error instanceof RequestError ? error.timings : undefined;
	if (timings === undefined) {
		return 'answer';
	}

	if (timings.connect === undefined) {
		return 'connecting';
	}

	return String(options.url).startsWith('https:') && timings.secureConnect === undefined ? 'tls' : 'answer';
}
