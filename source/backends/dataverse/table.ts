/** What a table looks like, as far as it concerns us. */
export type ColumnType = 'text' | 'number' | 'guid' | 'boolean' | 'time';

export type Column = {
	/** As it stands in URLs and answers: of a lookup, `_name_value`. */
	readonly name: string;
	readonly type: ColumnType;
	/** What people call it. */
	readonly label?: string | undefined;
	/** Of a choice: its values, as text, and their labels. */
	readonly options?: ReadonlyMap<string, string> | undefined;
	/** Whether its values come with words for people: lookups and choices do. */
	readonly isFormatted?: boolean | undefined;
};

export type Table = {
	readonly entitySet: string;
	readonly logicalName: string;
	/** The primary key. */
	readonly key: string;
	/** By name. */
	readonly columns: ReadonlyMap<string, Column>;
	readonly label?: string | undefined;
	/** How texts are compared: Dataverse ignores case, and takes `%`, `_` and `[` for wildcards. */
	readonly dialect: 'dataverse' | 'odata';
};
