import {maxIngestBytes} from '../contract/ingest.ts';
import {ProblemError} from '../contract/problem.ts';

/** The body as text. It stops reading at the limit, and doesn't begin where the length is said and is beyond it. Throws a ProblemError. */
export async function readText(request: Request): Promise<string> {
	if (Number(request.headers.get('content-length') ?? 0) > maxIngestBytes) {
		throw tooLarge();
	}

	// One code unit that isn't UTF-8 would change a name for good: it is refused instead of replaced.
	const decoder = new TextDecoder('utf-8', {fatal: true});
	const parts: string[] = [];
	let bytes = 0;
	try {
		for await (const chunk of request.body ?? []) {
			if (!(chunk instanceof Uint8Array)) {
				throw new TypeError('a body comes in bytes');
			}

			bytes += chunk.byteLength;
			if (bytes > maxIngestBytes) {
				throw tooLarge();
			}

			parts.push(decoder.decode(chunk, {stream: true}));
		}

		parts.push(decoder.decode());
	} catch (error) {
		if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
			throw new ProblemError('invalid-request', 'the body is not UTF-8', {cause: error});
		}

		throw error;
	}

	return parts.join('');
}

function tooLarge(): ProblemError {
	return new ProblemError('too-large', `a body may have ${maxIngestBytes / 1024 / 1024} MiB at most; send smaller batches`);
}
