import {Buffer} from 'node:buffer';
import fc from 'fast-check';

/** Where bytes are cut. */
export const cuts = fc.array(fc.nat({max: 200}), {maxLength: 6});

/** The bytes of a text in pieces, cut within characters too; as latin1. */
export function cut(text: string, at: readonly number[]): string[] {
	const bytes = Buffer.from(text);
	const places = [0, ...at.filter(place => place < bytes.byteLength).toSorted((a, b) => a - b), bytes.byteLength];
	return places.slice(1).map((end, index) => bytes.toString('latin1', places[index], end));
}
