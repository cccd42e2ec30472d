import * as v from 'valibot';
import {cursorCodec, otherQuestion} from '../cursor.ts';
import type {SqlKey} from './dialects/dialect.ts';

/** What the last row was ordered by. */
export type Position = readonly SqlKey[];

const maxParts = 4;
const {encode, decode} = cursorCodec<Position>(v.pipe(v.array(v.union([v.string(), v.pipe(v.number(), v.finite())])), v.maxLength(maxParts)));

export const encodeCursor = encode;

/** Throws a ProblemError `invalid-request` for what is no cursor of this question, with so many parts. */
export function decodeCursor(question: unknown, cursor: string, parts: number): Position {
	const after = decode(question, cursor);
	if (after.length !== parts) {
		throw otherQuestion();
	}

	return after;
}
