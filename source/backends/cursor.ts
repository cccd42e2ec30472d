/** Opaque cursors: where a page ended, and of which question; that of another question is refused. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import * as v from 'valibot';
import {ProblemError} from '../contract/problem.ts';

export type CursorCodec<Place> = {
	/** `question` is all that decides which rows come, and in which order. */
	encode(question: unknown, after: Place): string;
	/** Throws a ProblemError `invalid-request` for what is no cursor of this question. */
	decode(question: unknown, cursor: string): Place;
};

/** `schema` is of a place: cursors come back from outside. */
export function cursorCodec<Place>(schema: v.GenericSchema<unknown, Place>): CursorCodec<Place> {
	const CursorSchema = v.strictObject({of: v.string(), after: schema});
	return {
		encode: (question, after) => Buffer.from(JSON.stringify({of: fingerprint(question), after})).toString('base64url'),
		decode(question, cursor) {
			const result = v.safeParse(CursorSchema, parse(cursor));
			if (!result.success) {
				throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave');
			}

			const {of, after} = result.output;
			if (of !== fingerprint(question)) {
				throw otherQuestion();
			}

			return after;
		},
	};
}

export function otherQuestion(): ProblemError {
	return new ProblemError('invalid-request', 'cursor: it belongs to another question; begin without a cursor');
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
