import {join, raw, sql, type Fragment} from '../fragment.ts';
import {escapeLike} from './like.ts';
import type {DialectSql, RawColumn, TimeKind} from './dialect.ts';

/** Compared character by character, whatever the collation of the column. */
const asText = ({sql: column, type}: RawColumn): Fragment => type.kind === 'binary'
	? sql`CONVERT(LOWER(HEX(${column})) USING utf8mb4) COLLATE utf8mb4_bin`
	: sql`CONVERT(${column} USING utf8mb4) COLLATE utf8mb4_bin`;

/** As MySQL writes it, whole or not. */
const number = /^-?\d{1,30}(?:\.\d{1,30})?$/v;

/** Of MySQL and MariaDB; their sessions are in UTC. */
export const mysqlDialect: DialectSql = {
	name: 'mysql',
	quote: name => `\`${name.replaceAll('`', '``')}\``,
	text: asText,
	nullText: raw('CAST(NULL AS CHAR)'),
	constant: value => sql`CONVERT(${value} USING utf8mb4) COLLATE utf8mb4_bin`,
	left: (text, length) => sql`LEFT(${text}, ${raw(String(length))})`,
	joined: texts => sql`CONCAT_WS(CHAR(31 USING utf8mb4), ${join(texts, ', ')})`,
	ms({sql: time, time: kind}) {
		switch (kind) {
			case 'seconds': {
				return sql`FLOOR(${time} * 1000)`;
			}

			case 'ms': {
				return sql`FLOOR(${time})`;
			}

			case 'zoned':
			case 'local':
			case 'unknown': {
				return sql`TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', ${time}) DIV 1000`;
			}
		}
	},
	inOrder: time => time,
	exact: ({sql: time}) => sql`CAST(${time} AS CHAR)`,
	exactValue: (value, {time}) => time === 'seconds' || time === 'ms' ? sql`CAST(${String(value)} AS DECIMAL(40, 6))` : sql`${String(value)}`,
	notBefore: ({sql: time, time: kind}, ms) => sql`${time} >= ${timeValue(ms, kind)}`,
	before: ({sql: time, time: kind}, ms) => sql`${time} < ${timeValue(ms, kind)}`,
	key: column => column.type.kind === 'number' ? column.sql : asText(column),
	keyOut: asText,
	keyValue: (value, {type}) => type.kind === 'number' ? sql`CAST(${String(value)} AS DECIMAL(40, 6))` : sql`${String(value)}`,
	number: ({sql: column}) => column,
	isText(column, text) {
		const {sql: name, type} = column;
		switch (type.kind) {
			case 'number': {
				return number.test(text) ? sql`${name} = ${raw(text)}` : undefined;
			}

			case 'binary': {
				return /^(?:[\da-f]{2})+$/iv.test(text) ? sql`${name} = UNHEX(${text})` : undefined;
			}

			case 'text':
			case 'time':
			case 'other': {
				// An index has the collation of the column, which may take more for equal.
				return sql`${name} = ${text} AND ${asText(column)} = ${text}`;
			}
		}
	},
	isOneOf(column, values) {
		// To MySQL a word is the number 0.
		const isNumber = column.type.kind === 'number';
		const fitting = isNumber ? values.filter(value => number.test(value)) : values;
		if (fitting.length === 0) {
			return raw('1 = 0');
		}

		const list = join(fitting.map(value => isNumber ? raw(value) : sql`${value}`), ', ');
		// An index has the collation of the column, which may take more for equal.
		return isNumber ? sql`${column.sql} IN (${list})` : sql`${column.sql} IN (${list}) AND ${asText(column)} IN (${list})`;
	},
	hasWord: (text, word) => sql`(${text} IS NOT NULL AND LOWER(${text}) LIKE ${`%${escapeLike(word)}%`} ESCAPE '~')`,
	isLike: (text, pattern) => sql`${text} LIKE ${escapeLike(pattern).replaceAll(/\*+/gv, '%')} ESCAPE '~'`,
	divided: (value, by) => sql`FLOOR(${value} / ${raw(String(by))})`,
	ordered: text => text,
};

function timeValue(ms: number, kind: TimeKind): Fragment {
	switch (kind) {
		case 'seconds': {
			return raw(String(ms / 1000));
		}

		case 'ms': {
			return raw(String(ms));
		}

		case 'zoned':
		case 'local':
		case 'unknown': {
			return sql`${new Date(ms).toISOString().replace('T', ' ').replace('Z', '')}`;
		}
	}
}
