/** A database of somebody's, as the questions need it. */
import type {DescribedColumn, DialectSql} from '../dialects/dialect.ts';
import type {Fragment} from '../fragment.ts';

export type TableRow = Readonly<Record<string, unknown>>;

/** A table that a question reads whole. */
export type WholeScan = {
	readonly table: string;
	/** By the database's statistics. */
	readonly rows: number;
	/** Of the table: what rows are chosen and ordered by, as far as the plan says. */
	readonly columns: readonly string[];
	/** As SQL writes it; undefined where only an alias is known. */
	readonly quoted: string | undefined;
};

export type TableDatabase = {
	readonly dialect: DialectSql;
	/** In a read-only transaction, ended after its time. Throws a ProblemError `unavailable`, or whatever the driver says of SQL that is wrong. */
	ask(question: Fragment): Promise<TableRow[]>;
	/** What a SELECT of the mapping yields. */
	describe(query: string): Promise<DescribedColumn[]>;
	/** All rows as they are at one moment, so many at a time. */
	stream(question: Fragment, rows: number): AsyncIterable<readonly TableRow[]>;
	/** Writes: a mapping's own statement with the id of an error in place of `:id`. Resolves with whether it did anything. */
	act(statement: string, id: string): Promise<boolean>;
	/** The tables that a question would read whole, of those with more than `rows` rows. */
	scans(question: Fragment, rows: number): Promise<WholeScan[]>;
	/** Whether an error of the driver says that a value doesn't fit where it was compared. */
	isBadValue(error: unknown): boolean;
	close(): Promise<void>;
};

export type ConnectOptions = {
	/** ms for one question. */
	readonly statementTimeout: number;
	readonly allowWrites: boolean;
};

/** ms for all rows of a stream. */
export const streamTimeout = 600_000;
