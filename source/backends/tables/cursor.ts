/** Opaque cursors: where a page ended, and of which question; that of another question is refused. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';
import type {SqlKey} from './dialects/dialect.ts';

/** What the last row was ordered by. */
export type Position = readonly SqlKey[];

const maxParts = 4;
const CursorSchema = v.strictObject({of: v.string(), after: v.pipe(v.array(v.union([v.string(), v.pipe(v.number(), v.finite())])), v.maxLength(maxParts))});

/** `question` is all that decides which rows come, and in which order. */
export function encodeCursor(question: unknown, after: Position): string {
	return Buffer.from(JSON.stringify({of: fingerprint(question), after})).toString('base64url');
}

/** Throws a ProblemError `invalid-request` for what is no cursor of this question, with so many parts. */
export function decodeCursor(question: unknown, cursor: string, parts: number): Position {
	const result = v.safeParse(CursorSchema, parse(cursor));
	if (!result.success) {
		throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave');
	}

	const {of, after} = result.output;
	if (of !== fingerprint(question) || after.length !== parts) {
		throw new ProblemError('invalid-request', 'cursor: it belongs to another question; begin without a cursor');
	}

	return after;
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
