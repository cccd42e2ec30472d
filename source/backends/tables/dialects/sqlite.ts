import {join, raw, sql, type Fragment} from '../fragment.ts';
import type {DialectSql, RawColumn, RawTime} from './dialect.ts';

const asText = ({sql: column}: RawColumn): Fragment => sql`CASE typeof(${column}) WHEN 'blob' THEN lower(hex(${column})) ELSE CAST(${column} AS TEXT) END`;
const day = 86_400_000;

/** Texts are dates as SQLite's own functions read them: 2026-11-22 12:00:00, with T, fractions, Z or +05:45 if they like. */
const msOfText = (time: Fragment): Fragment => sql`CAST(round(unixepoch(${time}, 'subsec') * 1000) AS INTEGER)`;

/** Before the digits of a whole number beyond 2^53. */
export const largeNumber = '\u{1}';

export const sqliteDialect: DialectSql = {
	name: 'sqlite',
	quote: name => `"${name.replaceAll('"', '""')}"`,
	text: asText,
	nullText: raw('NULL'),
	constant: value => sql`CAST(${value} AS TEXT)`,
	left: (text, length) => sql`substr(${text}, 1, ${raw(String(length))})`,
	joined: texts => sql`concat_ws(char(31), ${join(texts, ', ')})`,
	ms({sql: time, time: kind}) {
		switch (kind) {
			case 'seconds': {
				return sql`CAST(${time} * 1000 AS INTEGER)`;
			}

			case 'ms': {
				return sql`CAST(${time} AS INTEGER)`;
			}

			case 'zoned':
			case 'local':
			case 'unknown': {
				return msOfText(time);
			}
		}
	},
	// Texts of different spellings, or zones, are put in order by what they mean.
	inOrder: time => time.time === 'seconds' || time.time === 'ms' ? time : {...time, sql: msOfText(time.sql), time: 'ms'},
	exact: ({sql: time}) => time,
	exactValue: value => sql`${value}`,
	notBefore: (time, ms) => compared(time, '>=', ms, -day),
	before: (time, ms) => compared(time, '<', ms, 2 * day),
	key: ({sql: column}) => sql`CASE typeof(${column}) WHEN 'blob' THEN lower(hex(${column})) ELSE ${column} END`,
	// A number that JavaScript has none for comes as a text, and has to be told from one.
	keyOut: ({sql: column}) => sql`
		CASE WHEN typeof(${column}) = 'blob' THEN lower(hex(${column}))
			WHEN typeof(${column}) = 'integer' AND ${column} NOT BETWEEN -9007199254740991 AND 9007199254740991 THEN ${largeNumber} || ${column} ELSE ${column} END
	`,
	keyValue: value => typeof value === 'string' && value.startsWith(largeNumber) ? sql`CAST(${value.slice(largeNumber.length)} AS INTEGER)` : sql`${value}`,
	number: ({sql: column}) => sql`CASE WHEN typeof(${column}) IN ('integer', 'real') OR (typeof(${column}) = 'text' AND ${column} GLOB '[0-9]*' AND ${column} NOT GLOB '*[^0-9]*') THEN CAST(${column} AS INTEGER) END`,
	isText: (column, text) => sql`${asText(column)} = ${text}`,
	// A column without a type holds what it was given: 1 is not '1' there.
	isOneOf: ({sql: column}, values) => values.length === 0
		? raw('1 = 0')
		: sql`${column} IN (${join(values.flatMap(value => [sql`${value}`, ...(/^-?\d{1,15}$/v.test(value) ? [raw(value)] : [])]), ', ')})`,
	// SQLite's own LIKE and lower() know ASCII alone: see sqlite-process.ts.
	hasWord: (text, word) => sql`(${text} IS NOT NULL AND instr(sync_tui_fold(${text}), ${word}) > 0)`,
	isLike: (text, pattern) => sql`${text} GLOB ${pattern.replaceAll(/[?\[]/gv, '[$&]')}`,
	divided: (value, by) => sql`CAST(${value} / ${raw(String(by))} AS INTEGER)`,
	ordered: text => text,
};

/** Texts are compared by their dates first, where all spellings agree, so that an index helps; `slack` in ms is for zones in the texts. */
function compared({sql: time, time: kind}: RawTime, operator: '>=' | '<', ms: number, slack: number): Fragment {
	switch (kind) {
		case 'seconds': {
			return sql`${time} ${raw(operator)} ${raw(String(ms / 1000))}`;
		}

		case 'ms': {
			return sql`${time} ${raw(operator)} ${raw(String(ms))}`;
		}

		case 'zoned':
		case 'local':
		case 'unknown': {
			const date = new Date(ms + slack).toISOString().slice(0, 10);
			return sql`${time} ${raw(operator)} ${date} AND ${msOfText(time)} ${raw(operator)} ${raw(String(ms))}`;
		}
	}
}
