/** A mapping: how another engine's tables are read as changes. */

export type Dialect = 'postgres' | 'mysql' | 'sqlite';

/**
What a SELECT of a mapping may yield, under these names. Which of them it yields is found out by asking the database; what is neither yielded nor a constant
is not available.
*/
export type MappingColumn =
	| 'id' | 'object' | 'record_id' | 'record_name' | 'operation' | 'direction' | 'state' | 'changed_at' | 'done_at' | 'code' | 'message' | 'attempts' | 'url' | 'payload';

/** The state of a change. Running ones are pending ones that are being worked on. */
export type MappedState = 'pending' | 'running' | 'synced' | 'failed' | 'skipped';

/** SQL that a question is asked of: one SELECT each, without a semicolon. */
export type MappingParts = {
	/** The backlog. */
	readonly pending?: string;
	/** What is in error now. */
	readonly failed?: string;
	/** What ended, by `done_at`: for the hours. */
	readonly done?: string;
};

/** A statement that an engine documents for it. `:id` in it is the `id` that the failed change was yielded with; it returns or changes a row where it was done. */
export type MappingAction = {
	readonly statement: string;
	/** Where the engine says so, for people. */
	readonly documented?: string;
};

/** An index that makes a question cheap, as a statement to run. */
export type MappingIndex = {
	readonly part: keyof MappingParts;
	readonly statement: string;
};

export type Mapping = {
	/** The names of the two systems; `inbound` is from source to target. */
	readonly source?: string;
	readonly target?: string;
	/** Everything in one SELECT, or `parts`. */
	readonly query?: string;
	/** A question without a part is asked of `query`, filtered by `state`; without that, its answer isn't available. */
	readonly parts?: MappingParts;
	/** The same value for all rows, where the engine has none of its own. */
	readonly constants?: Readonly<Partial<Record<MappingColumn, string>>>;
	/** The engine's values → ours; a value that isn't there is shown as it is. */
	readonly operations?: Readonly<Record<string, string>>;
	readonly directions?: Readonly<Record<string, 'inbound' | 'outbound'>>;
	readonly states?: Readonly<Record<string, MappedState>>;
	/** Of times that come without one: an IANA name. UTC where it isn't said. */
	readonly timeZone?: string;
	readonly times?: 'timestamp' | 'epoch-seconds' | 'epoch-ms';
	/** Hours for which what ended is kept: the hours before are not known. Without it, they are known as far back as the oldest that is there. */
	readonly keeps?: number;
	/** Used only where writing is allowed. */
	readonly retry?: MappingAction;
	readonly ignore?: MappingAction;
	readonly indexes?: readonly MappingIndex[];
};
