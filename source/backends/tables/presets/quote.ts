/** Names and texts inside SQL. */
import type {Dialect} from '../mapping.ts';

/** `"schema"."table"`, or with MySQL's backticks. What is undefined is left out. */
export function quoted(dialect: Dialect, ...names: ReadonlyArray<string | undefined>): string {
	const mark = dialect === 'mysql' ? '`' : '"';
	return names.filter(name => name !== undefined).map(name => mark + name.split(mark).join(mark + mark) + mark).join('.');
}

/** A text in PostgreSQL's SQL: a backslash means nothing in it (standard_conforming_strings, on since 9.1). */
export function textLiteral(text: string): string {
	return `'${text.replaceAll('\'', '\'\'')}'`;
}
