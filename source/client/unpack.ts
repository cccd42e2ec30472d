/** Unpacks compressed answers piece by piece, so that whoever reads can stop at any size. */
import type {Transform} from 'node:stream';
import zlib from 'node:zlib';
import {RequestFailure} from './failure.ts';

/** log2 of bytes: more of what went before a zstd stream needn't be kept, by https://www.rfc-editor.org/rfc/rfc9659. */
const zstdWindow = 23;

/** Not every Node that runs this has zstd. */
const hasZstd = typeof zlib.createZstdDecompress === 'function';

/** What may be asked for, for `Accept-Encoding`. */
export const acceptedEncodings = hasZstd ? 'zstd, br, gzip' : 'br, gzip';

/**
For a `Content-Encoding`; undefined where nothing is packed. Throws a RequestFailure for a packing that is unknown, and for one in another: nobody packs twice,
but to make much of little.
*/
export function unpackerFor(encoding: string | undefined): Transform | undefined {
	const layers = (encoding ?? '').toLowerCase().split(',', 8).map(layer => layer.trim()).filter(layer => layer !== '' && layer !== 'identity');
	if (layers.length > 1) {
		throw new RequestFailure('not-json', 'the answer is compressed more than once');
	}

	const [layer] = layers;
	if (layer === undefined) {
		return undefined;
	}

	if (layer === 'br') {
		return zlib.createBrotliDecompress();
	}

	if (layer === 'zstd' && hasZstd) {
		return zlib.createZstdDecompress({params: {[zlib.constants.ZSTD_d_windowLogMax]: zstdWindow}});
	}

	if (layer === 'gzip' || layer === 'x-gzip' || layer === 'deflate') {
		return zlib.createUnzip();
	}

	throw new RequestFailure('not-json', 'the answer is compressed with something unknown');
}
