/** Opaque cursors: which page of the service goes on, and from which of its rows; one of another question is refused. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';

export type Place = {
	/** The service's `$skiptoken`; null for its first page. */
	readonly token: string | null;
	/** Rows of that page which were given already: of services that give larger pages than they are asked for. */
	readonly skip: number;
	/** `from` and `to` of the question that the token comes from, ms UTC. */
	readonly from: number | null;
	readonly to: number | null;
};

const TimeSchema = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(-62_167_219_200_000), v.maxValue(253_402_300_799_999)));
const CursorSchema = v.strictObject({
	of: v.string(), token: v.nullable(v.string()), skip: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), from: TimeSchema, to: TimeSchema,
});

/** `question` is all that decides which rows come and in which order, but for the times. */
export function encodeCursor(question: unknown, place: Place): string {
	return Buffer.from(JSON.stringify({of: fingerprint(question), ...place})).toString('base64url');
}

/** Throws a ProblemError `invalid-request` for what is no cursor of this question. */
export function decodeCursor(question: unknown, cursor: string): Place {
	const result = v.safeParse(CursorSchema, parse(cursor));
	if (!result.success) {
		throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave');
	}

	const {of, ...place} = result.output;
	if (of !== fingerprint(question)) {
		throw new ProblemError('invalid-request', 'cursor: it belongs to another question; begin without a cursor');
	}

	return place;
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
