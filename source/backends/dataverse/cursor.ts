import * as v from 'valibot';
import {cursorCodec} from '../cursor.ts';

/** Which page of the service goes on, and from which of its rows. */
export type Place = {
	/** The service's `$skiptoken`; null for its first page. */
	readonly token: string | null;
	/** Rows of that page which were given already: of services that give larger pages than they are asked for. */
	readonly skip: number;
	/** `from` and `to` of the question that the token comes from, ms UTC: a question differs from the one before by these. */
	readonly from: number | null;
	readonly to: number | null;
};

const TimeSchema = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(-62_167_219_200_000), v.maxValue(253_402_300_799_999)));

export const {encode: encodeCursor, decode: decodeCursor} = cursorCodec<Place>(v.strictObject({
	token: v.nullable(v.string()), skip: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), from: TimeSchema, to: TimeSchema,
}));
