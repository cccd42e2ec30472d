/** PostgreSQL's indexes take entries of 2,704 bytes at most: what is longer is refused in words, before a statement fails. */
import {Buffer} from 'node:buffer';
import {ProblemError} from '../../../contract/problem.ts';

/** Bytes, in UTF-8. */
export const maxIdLength = 2000;
/** Bytes of an object's name, and of an operation: an index holds both. */
export const maxNameLength = 1000;

/** Throws a ProblemError `invalid-request` that begins with `what`. */
export function checkLength(what: string, text: string, max: number): void {
	// No text has more than three bytes for each of its UTF-16 units.
	if (text.length * 3 > max && Buffer.byteLength(text) > max) {
		throw new ProblemError('invalid-request', `${what} has ${Buffer.byteLength(text)} bytes, and a ledger on PostgreSQL takes ${max}; make it shorter`);
	}
}
