import {join, raw, sql, type Fragment} from '../fragment.ts';
import {escapeLike, storable} from './like.ts';
import type {
	ColumnType, DialectSql, RawColumn, SqlKey, TimeKind,
} from './dialect.ts';

/** Types whose values are compared as they are; others are as texts. */
const comparable: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint', 'uuid']);
const bits: Readonly<Record<string, bigint>> = {smallint: 15n, integer: 31n, bigint: 63n};

/** Whether a comparable type has this value: PostgreSQL ends a question that asks for another. */
function isOf(type: string, text: string): boolean {
	const size = bits[type];
	if (size === undefined) {
		return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iv.test(text);
	}

	return /^-?\d{1,19}$/v.test(text) && BigInt(text) >= -(2n ** size) && BigInt(text) < 2n ** size;
}

const cast = (value: SqlKey, type: ColumnType): Fragment => sql`${typeof value === 'string' ? storable(value) : String(value)}::${raw(type.name)}`;
const asText = ({sql: column, type}: RawColumn): Fragment => type.kind === 'binary' ? sql`encode(${column}, 'hex')` : sql`(${column})::text`;

/** `foldWith` is a collation that knows letters of all scripts, where that of the database doesn't. */
export function postgresDialect(foldWith?: string): DialectSql {
	const collation = raw(foldWith === undefined ? '' : ` COLLATE ${foldWith}`);
	return {
		name: 'postgres',
		quote: name => `"${name.replaceAll('"', '""')}"`,
		text: asText,
		nullText: raw('NULL::text'),
		constant: value => sql`${storable(value)}::text`,
		left: (text, length) => sql`left(${text}, ${raw(String(length))})`,
		joined: texts => sql`concat_ws(chr(31), ${join(texts, ', ')})`,
		ms({sql: time, time: kind}) {
			switch (kind) {
				case 'seconds': {
					return sql`floor(${time} * 1000)`;
				}

				case 'ms': {
					return sql`${time}`;
				}

				case 'zoned':
				case 'local':
				case 'unknown': {
					// Of `infinity` there are none.
					return sql`CASE WHEN isfinite(${time}) THEN floor(extract(epoch FROM ${time}) * 1000) END`;
				}
			}
		},
		inOrder: time => time,
		exact: ({sql: time}) => sql`(${time})::text`,
		exactValue: (value, {type}) => cast(value, type),
		notBefore: (time, ms) => sql`${time.sql} >= ${timeValue(ms, time.time, time.type)}`,
		before: (time, ms) => sql`${time.sql} < ${timeValue(ms, time.time, time.type)}`,
		key: column => comparable.has(column.type.name) ? column.sql : sql`${asText(column)} COLLATE "C"`,
		keyOut: asText,
		keyValue: (value, {type}) => comparable.has(type.name) ? cast(value, type) : sql`${storable(String(value))}::text COLLATE "C"`,
		number: ({sql: column}) => column,
		isText(column, text) {
			const {sql: name, type} = column;
			if (!comparable.has(type.name)) {
				return sql`${asText(column)} = ${storable(text)}`;
			}

			return isOf(type.name, text) ? sql`${name} = ${cast(text, type)}` : undefined;
		},
		isOneOf(column, wanted) {
			const fitting = comparable.has(column.type.name) ? wanted.filter(value => isOf(column.type.name, value)) : wanted;
			if (fitting.length === 0) {
				return raw('1 = 0');
			}

			return comparable.has(column.type.name)
				? sql`${column.sql} IN (${join(fitting.map(value => cast(value, column.type)), ', ')})`
				: sql`${asText(column)} IN (${join(fitting.map(value => sql`${storable(value)}`), ', ')})`;
		},
		hasWord: (text, word) => sql`(${text} IS NOT NULL AND lower(${text}${collation}) LIKE ${`%${escapeLike(storable(word))}%`} ESCAPE '~')`,
		isLike: (text, pattern) => sql`${text} LIKE ${escapeLike(storable(pattern)).replaceAll(/\*+/gv, '%')} ESCAPE '~'`,
		divided: (value, by) => sql`floor(${value} / ${raw(String(by))})`,
		ordered: text => sql`${text} COLLATE "C"`,
	};
}

function timeValue(ms: number, kind: TimeKind, {name, kind: type}: ColumnType): Fragment {
	switch (kind) {
		case 'zoned': {
			return sql`${new Date(ms).toISOString()}::timestamptz`;
		}

		case 'seconds': {
			// A fraction has no place in whole seconds; what is at or after it begins with the next one.
			const isWhole = type === 'number' && comparable.has(name);
			return raw(String(isWhole ? Math.ceil(ms / 1000) : ms / 1000));
		}

		case 'ms': {
			return raw(String(ms));
		}

		case 'local':
		case 'unknown': {
			return sql`${new Date(ms).toISOString().replace('Z', '')}::timestamp`;
		}
	}
}
