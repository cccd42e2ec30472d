/** What a preset is: the mapping of an engine that people already run, ready made from the engine's published schema. */
import type {Dialect, Mapping} from '../mapping.ts';

export type PresetOption = {
	/** For people: what it says. */
	readonly about: string;
	/**
	`identifier`: the name of a schema, table or column, as the database writes it (it is quoted, so case counts); `text`: any short text; `time-zone`: an IANA name;
	a list: one of these.
	*/
	readonly type: 'identifier' | 'text' | 'time-zone' | readonly string[];
	/** Undefined: an option that may be left out has no value then. */
	readonly default?: string;
};

/** What the options of a connection say, unchecked: `{schema: 'pgboss'}`. */
export type GivenOptions = Readonly<Record<string, unknown>>;

export type Preset = {
	/** As in `--preset NAME`. */
	readonly name: string;
	/** For people. */
	readonly title: string;
	/** Of the engine, whose schema this fits. */
	readonly versions: string;
	/** The databases on which it works; the first is the engine's usual one. */
	readonly dialects: readonly Dialect[];
	readonly options: Readonly<Record<string, PresetOption>>;
	/** Throws a ProblemError `invalid-request` of one line for an option that there is not, for a value that doesn't fit, and for a database on which it doesn't work. */
	mapping(given?: GivenOptions, dialect?: Dialect): Mapping;
};
