import * as v from 'valibot';
import {cursorCodec} from '../cursor.ts';

/** The sorted-by value and the id (both of the last row): a page goes on after them, whatever has come in between. A list may keep one more number. */
export type Position = readonly [value: string | number, id: number, more?: number | undefined];

const IdSchema = v.pipe(v.number(), v.safeInteger());
const ValueSchema = v.union([v.string(), IdSchema]);
const PositionSchema = v.union([v.strictTuple([ValueSchema, IdSchema]), v.strictTuple([ValueSchema, IdSchema, IdSchema])]);

export const {encode: encodeCursor, decode: decodeCursor} = cursorCodec<Position>(PositionSchema);
