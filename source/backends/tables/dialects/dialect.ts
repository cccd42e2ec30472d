/** What the databases say in different words. */
import type {Fragment} from '../fragment.ts';
import type {Dialect} from '../mapping.ts';

/**
How a column holds times: `zoned` is a moment, `local` a date and time without a zone, `seconds` and `ms` are numbers since 1970 UTC; `unknown` is none of these.
The times of a `local` column are asked and answered as if they were UTC ("wall ms"): zone.ts makes moments of them.
*/
export type TimeKind = 'zoned' | 'local' | 'seconds' | 'ms' | 'unknown';

/** What the database says of a column of a result. */
export type ColumnType = {
	/** As the database calls it; what a value is cast to where the database wants that. */
	readonly name: string;
	/** `number`: whole or not; `binary`: bytes, shown as hexadecimal digits; `other`: whatever a row has. */
	readonly kind: 'text' | 'number' | 'binary' | 'time' | 'other';
	/** Without a mapping's `times`. */
	readonly time: TimeKind;
	/** Where it comes from; undefined for an expression, and where the database doesn't say. */
	readonly table?: string | undefined;
	readonly column?: string | undefined;
};

export type DescribedColumn = {readonly name: string; readonly type: ColumnType};

/** A column of the rows as the mapping's SELECT yields it. */
export type RawColumn = {readonly sql: Fragment; readonly type: ColumnType};

export type RawTime = RawColumn & {readonly time: TimeKind};

export type DialectSql = {
	readonly name: Dialect;
	quote(name: string): string;
	/** As text that is compared character by character; null stays null. */
	text(column: RawColumn): Fragment;
	/** `null` as a text. */
	readonly nullText: Fragment;
	/** A constant text. */
	constant(value: string): Fragment;
	/** At most so many characters. */
	left(text: Fragment, length: number): Fragment;
	/** Texts one after the other, with U+001F between them; without those that are null. */
	joined(texts: readonly Fragment[]): Fragment;
	/** A number of ms (of `local` ones: wall ms), null stays null. Not for ORDER BY where an index is wanted. */
	ms(time: RawTime): Fragment;
	/** What a time is compared with others by: itself, where the database knows what it means. */
	inOrder(time: RawTime): RawTime;
	/** `time` as text or number of the database's own, exactly; `exactValue` is that again, to compare with. */
	exact(time: RawTime): Fragment;
	exactValue(value: SqlKey, time: RawTime): Fragment;
	/** Whether a time is `ms` (of `local` ones: wall ms) or later; before it. So that an index helps. */
	notBefore(time: RawTime, ms: number): Fragment;
	before(time: RawTime, ms: number): Fragment;
	/** What rows of the same time are ordered by, and a value of it, from the text or number that `keyOut` gave. */
	key(column: RawColumn): Fragment;
	keyOut(column: RawColumn): Fragment;
	keyValue(value: SqlKey, column: RawColumn): Fragment;
	/** A whole number, or null. */
	number(column: RawColumn): Fragment;
	/** That a column is this text, in a way that an index helps with; undefined where nothing can be. */
	isText(column: RawColumn, text: string): Fragment | undefined;
	/** Raw values, for a condition that an index helps with. */
	isOneOf(column: RawColumn, values: readonly string[]): Fragment;
	/** Whether a text has a word in it, ignoring case; the word is folded. False for null. */
	hasWord(text: Fragment, word: string): Fragment;
	/** Whether the whole of a text is what the pattern says, where `*` stands for any characters. */
	isLike(text: Fragment, pattern: string): Fragment;
	/** Whole part of a number that isn't negative, divided. */
	divided(value: Fragment, by: number): Fragment;
	/** For ORDER BY and comparisons: texts in the order of their characters. */
	ordered(text: Fragment): Fragment;
};

export type SqlKey = string | number;
