/** Opaque cursors: where a page ended, and of which question; that of another question is refused. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';

/** The sorted-by value and the id (both of the last row): a page goes on after them, whatever has come in between. A list may keep one more number. */
export type Position = readonly [value: string | number, id: number, more?: number | undefined];

const IdSchema = v.pipe(v.number(), v.safeInteger());
const ValueSchema = v.union([v.string(), IdSchema]);
const CursorSchema = v.strictObject({of: v.string(), after: v.union([v.strictTuple([ValueSchema, IdSchema]), v.strictTuple([ValueSchema, IdSchema, IdSchema])])});

/** `question` is all that decides which rows come, and in which order. */
export function encodeCursor(question: unknown, after: Position): string {
	return Buffer.from(JSON.stringify({of: fingerprint(question), after})).toString('base64url');
}

/** Throws a ProblemError `invalid-request` for what is no cursor of this question. */
export function decodeCursor(question: unknown, cursor: string): Position {
	const result = v.safeParse(CursorSchema, parse(cursor));
	if (!result.success) {
		throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave');
	}

	if (result.output.of !== fingerprint(question)) {
		throw new ProblemError('invalid-request', 'cursor: it belongs to another question; begin without a cursor');
	}

	return result.output.after;
}

function fingerprint(question: unknown): string {
	return createHash('sha1').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}

function parse(cursor: string): unknown {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString());
	} catch {
		return undefined;
	}
}
