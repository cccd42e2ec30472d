/** What sqlite.ts and the process that reads a file for it say to each other: one question at a time. */

export type SqliteValue = string | number | Uint8Array | null;

export type SqliteQuestion = {
	/** `columns`: of the statement, with the table and column that each comes from; `stream`: begins what `next` reads on. */
	readonly kind: 'all' | 'columns' | 'stream' | 'next' | 'run';
	readonly text: string;
	readonly values: readonly SqliteValue[];
	/** Rows of `next`. */
	readonly limit: number;
};

export type SqliteAnswer = {
	readonly rows?: ReadonlyArray<Readonly<Record<string, SqliteValue>>>;
	/** Rows that `run` has written. */
	readonly changes?: number;
	/** `code` is SQLite's own, with its extension. */
	readonly error?: {readonly message: string; readonly code: number | undefined};
};
