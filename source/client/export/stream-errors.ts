/** All errors in one stream of the backend's. */
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import type {IncomingMessage} from 'node:http';
import type {Request} from 'got';
import {routes} from '../../contract/routes.ts';
import {connect} from '../connection.ts';
import {failureOf, RequestFailure, statusFailure} from '../failure.ts';
import {parseAnswer} from '../parse-answer.ts';
import type {ErrorQuestion, ErrorSource} from './error-source.ts';

/** How long nothing may come before the backend is taken to have gone, in ms: it may have to sort a million errors before it has the first. */
const patience = 120_000;

/** Resolves with the head of the answer; throws a RequestFailure where there is none or another one. */
export async function streamErrors({connection, query, format, raw, signal}: ErrorQuestion): Promise<ErrorSource> {
	const {request, origin, ready, authorized} = connect(connection);
	const search = new URLSearchParams(query);
	search.set('format', format === 'csv' ? 'csv' : 'ndjson');
	search.set('raw', String(raw));
	const type = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
	const open = async (): Promise<ErrorSource> => {
		const stream = request.stream(`${origin}${routes.exportErrors.path}?${search.toString()}`, {
			// Packing takes longer than sending; what comes packed all the same is unpacked.
			headers: {accept: `${type}, application/json;q=0.5`, 'accept-encoding': 'identity'},
			timeout: {request: undefined, socket: patience},
			...(signal !== undefined && {signal}),
		});
		// Whoever reads it is told; until then, an error must not be one that nobody listens to.
		stream.on('error', () => undefined);
		const [response] = await once(stream, 'response') as [IncomingMessage];
		await check(stream, response, type);
		return {total: totalOf(response), pieces: piecesOf(stream, signal), lack: () => undefined};
	};

	try {
		await ready(signal);
		return await authorized(open);
	} catch (error) {
		throw signal?.aborted === true ? error : failureOf(error, patience);
	}
}

/** More of an answer than this, in bytes, is no problem document. */
const maxProblemBytes = 64 * 1024;

async function check(stream: Request, {statusCode = 0, headers}: IncomingMessage, wanted: string): Promise<void> {
	const type = headers['content-type'] ?? 'what says no type';
	if (statusCode === 200 && type.split(';', 1)[0]?.trim().toLowerCase() === wanted) {
		return;
	}

	if (statusCode === 200) {
		stream.destroy();
		throw new RequestFailure('contract', `expected ${wanted}, got ${type}`);
	}

	const start: Buffer[] = [];
	for await (const piece of stream) {
		start.push(Buffer.from(piece as Uint8Array));
		if (start.reduce((sum, {byteLength}) => sum + byteLength, 0) > maxProblemBytes) {
			break;
		}
	}

	parseAnswer({statusCode, body: Buffer.concat(start), headers});
	throw statusFailure(statusCode, undefined);
}

function totalOf({headers}: IncomingMessage): number | undefined {
	const text = headers['x-total-count'];
	return typeof text === 'string' && /^\d{1,15}$/v.test(text) ? Number(text) : undefined;
}

async function * piecesOf(stream: Request, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
	try {
		for await (const piece of stream) {
			yield piece as Buffer;
		}
	} catch (error) {
		throw signal?.aborted === true ? error : failureOf(error, patience);
	}
}
