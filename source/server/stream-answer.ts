/** A long document as a Response that is made while it is sent. */
import {Buffer} from 'node:buffer';
import {ReadableStream} from 'node:stream/web';
import {setImmediate} from 'node:timers/promises';
import type {ErrorsExport} from '../backends/backend.ts';
import type {ErrorsExportQuery} from '../contract/queries.ts';

const contentTypes = {csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson'} as const;

/**
Nothing is read before the body is, and no further than it is. A body that is cancelled ends the reading; a reading that fails breaks the body, so
that no part is taken for the whole. `no-transform`: it is not packed on its way (see sendResponse), as it is written as fast as it is read.
*/
export function streamAnswer(format: ErrorsExportQuery['format'], {total, pieces}: ErrorsExport): Response {
	return new Response(ReadableStream.from(asBytes(pieces)), {
		headers: {
			'content-type': contentTypes[format],
			'content-disposition': `attachment; filename="sync-errors.${format}"`,
			'cache-control': 'no-store, no-transform',
			...(typeof total === 'number' && {'x-total-count': String(total)}),
		},
	});
}

async function * asBytes(pieces: ErrorsExport['pieces']): AsyncGenerator<Uint8Array> {
	for await (const piece of pieces) {
		yield typeof piece === 'string' ? Buffer.from(piece) : piece;
		// A socket that takes all at once never lets the event loop turn: other requests would wait for the end.
		await setImmediate();
	}
}
