/** The rows of a part under our own names, as a FROM item: the mapping's values and constants are in their places, and times as the SELECT has them. */
import {ProblemError} from '../../contract/problem.ts';
import {utc, zoneNamed, type Zone} from '../../domain/zone.ts';
import type {DescribedColumn, DialectSql, RawColumn, RawTime, TimeKind} from './dialects/dialect.ts';
import {allOf, join, raw, sql, type Fragment} from './fragment.ts';
import type {MappedState, Mapping, MappingColumn} from './mapping.ts';
import {statesOf, type Part, type PartName} from './parts.ts';

/** Of the mapping, in a question: `change_row.object`. All are text but for the times and `attempts`. */
export type ChangeRows = {
	readonly name: PartName;
	readonly dialect: DialectSql;
	/** For FROM: `(SELECT …) AS change_row`. */
	readonly from: Fragment;
	/** What is yielded or constant. */
	has(column: MappingColumn): boolean;
	/** The value of all rows, where there is one. */
	constantOf(column: MappingColumn): string | undefined;
	/** `change_row.changed_at` and `change_row.done_at`; undefined where they are lacking. */
	readonly changedAt: RawTime | undefined;
	readonly doneAt: RawTime | undefined;
	/** ms (of times without a zone: wall ms) of when a failure occurred: `done_at`, or else `changed_at`, or else 0; undefined where both are lacking. */
	readonly occurred: Fragment | undefined;
	/** Of the only column that `occurred` is made of. */
	readonly occurredTime: RawTime | undefined;
	/** What tells rows of the same time apart, and in which order they come. */
	readonly key: RawColumn;
	readonly idColumn: RawColumn | undefined;
	/** Between `occurred` and moments, `changedAt` and moments. */
	zoneOf(time: RawTime | undefined): Zone;
	readonly occurredZone: Zone;
	/** Whether rows can be in this state, or have this operation or direction. */
	canBe(column: 'state' | 'operation' | 'direction', value: string): boolean;
};

/** Of texts that may be long, in a key that is made of all there is: so many characters. */
const keyed = 200;

/** What an object is called where a mapping has none. */
const anyObject = 'records';

/** The columns that are text, as they are named in the SELECT and here. */
const texts = ['object', 'record_id', 'record_name', 'operation', 'direction', 'state', 'code', 'message', 'url', 'payload'] as const;

export function changeRows(part: Part, mapping: Mapping, dialect: DialectSql): ChangeRows {
	const {name, query, columns, isFiltered} = part;
	const {constants = {}, states, operations, directions, timeZone = 'UTC', times = 'timestamp'} = mapping;
	const column = (of: MappingColumn, alias: 'm' | 'change_row'): RawColumn | undefined => {
		const found = columns.get(of);
		return found === undefined ? undefined : {sql: raw(alias === 'm' ? `m.${dialect.quote(found.name)}` : `change_row.raw_${of}`), type: found.type};
	};

	const constantOf = (of: MappingColumn) => columns.has(of) ? undefined : constants[of] ?? (of === 'object' ? anyObject : undefined);
	const textOf = (of: typeof texts[number]): Fragment => {
		const yielded = column(of, 'm');
		const text = yielded === undefined ? undefined : dialect.text(yielded);
		const constant = constantOf(of);
		switch (of) {
			case 'operation': {
				return mapped(dialect, text, constant, operations);
			}

			case 'direction': {
				const value = mapped(dialect, text, constant, directions);
				return sql`CASE WHEN ${value} IN (${'inbound'}, ${'outbound'}) THEN ${value} END`;
			}

			case 'state': {
				return mapped(dialect, text, constant, states);
			}

			case 'object':
			case 'record_id':
			case 'record_name':
			case 'code':
			case 'message':
			case 'url':
			case 'payload': {
				return text ?? (constant === undefined ? dialect.nullText : dialect.constant(constant));
			}
		}
	};

	const timeOf = (of: 'changed_at' | 'done_at', alias: 'm' | 'change_row'): RawTime | undefined => {
		const found = column(of, alias);
		return found === undefined ? undefined : {...found, time: timeKind(of, columns.get(of), times)};
	};

	const changedAt = timeOf('changed_at', 'm');
	const doneAt = timeOf('done_at', 'm');
	const zone = zoneOf(timeZone);
	// Two columns are one time where both are moments, or both without a zone.
	const sources = [doneAt, changedAt].filter(time => time !== undefined);
	const ofOccurrence = sources.filter(time => zone.isUtc || (time.time === 'local') === (sources[0]?.time === 'local'));
	const id = column('id', 'm');
	const key: RawColumn = id ?? {
		sql: dialect.joined([
			...(['object', 'record_id', 'operation', 'direction', 'code'] as const).flatMap(of => column(of, 'm') ?? []).map(each => dialect.text(each)),
			...[changedAt, doneAt].filter(time => time !== undefined).map(time => dialect.text(time)),
			...(['record_name', 'message'] as const).flatMap(of => column(of, 'm') ?? []).map(each => dialect.left(dialect.text(each), keyed)),
		]),
		type: {name: 'text', kind: 'text', time: 'unknown'},
	};
	// A failure without a time is a failure: it comes first of all times, and isn't left out.
	const occurred = ofOccurrence.length === 0 ? undefined : coalesced([...ofOccurrence.map(time => dialect.ms(time)), raw('0')]);
	const state = column('state', 'm');
	const attempts = column('attempts', 'm');
	if (attempts !== undefined && dialect.name === 'postgres' && attempts.type.kind !== 'number') {
		throw new ProblemError('invalid-request', `the mapping yields attempts as ${attempts.type.name}, which is no number: cast it in the SELECT`);
	}

	const selected = [
		...texts.map(of => sql`${textOf(of)} AS ${raw(of)}`),
		...[id, changedAt, doneAt].flatMap((each, index) => each === undefined ? [] : [sql`${each.sql} AS ${raw(`raw_${['id', 'changed_at', 'done_at'][index] ?? ''}`)}`]),
		sql`${attempts === undefined ? raw('NULL') : dialect.number(attempts)} AS attempts`,
		sql`${dialect.key(key)} AS raw_key`,
		sql`${dialect.text(key)} AS change_key`,
		sql`${occurred ?? raw('NULL')} AS occurred`,
	];
	const condition = isFiltered && state !== undefined ? dialect.isOneOf(state, rawValues(statesOf[name], states)) : allOf([]);
	const keyType = key.type;
	return {
		name,
		dialect,
		// The query may end with a comment.
		from: sql`(SELECT ${join(selected, ', ')} FROM (${raw(query)}\n) AS m WHERE ${condition}) AS change_row`,
		has: of => columns.has(of) || (constantOf(of) !== undefined && of !== 'attempts'),
		constantOf,
		changedAt: timeOf('changed_at', 'change_row'),
		doneAt: timeOf('done_at', 'change_row'),
		occurred: occurred === undefined ? undefined : raw('change_row.occurred'),
		occurredTime: sources.length === 1 ? timeOf(doneAt === undefined ? 'changed_at' : 'done_at', 'change_row') : undefined,
		key: {sql: raw('change_row.raw_key'), type: keyType},
		idColumn: column('id', 'change_row'),
		zoneOf: time => time?.time === 'local' ? zone : utc,
		occurredZone: ofOccurrence[0]?.time === 'local' ? zone : utc,
		canBe(of, value) {
			const known: Readonly<Record<string, string>> | undefined = {state: states, operation: operations, direction: directions}[of];
			const constant = constantOf(of);
			if (constant !== undefined) {
				return (known?.[constant] ?? constant) === value;
			}

			return columns.has(of) && (known === undefined || Object.values(known).includes(value));
		},
	};
}

/** The engine's values in ours; one that isn't mapped stays. */
function mapped(dialect: DialectSql, text: Fragment | undefined, constant: string | undefined, values: Readonly<Record<string, string>> | undefined): Fragment {
	if (text === undefined) {
		return constant === undefined ? dialect.nullText : dialect.constant(values?.[constant] ?? constant);
	}

	const cases = Object.entries(values ?? {}).map(([engine, ours]) => sql`WHEN ${dialect.constant(engine)} THEN ${dialect.constant(ours)}`);
	return cases.length === 0 ? text : sql`CASE ${text} ${join(cases, ' ')} ELSE ${text} END`;
}

/** What the engine calls these states: what is mapped to them, and the same words, where they mean nothing else. */
function rawValues(wanted: readonly MappedState[], states: Readonly<Record<string, MappedState>> = {}): string[] {
	return [
		...Object.entries(states).filter(([, state]) => wanted.includes(state)).map(([value]) => value),
		...wanted.filter(state => !Object.hasOwn(states, state)),
	];
}

function coalesced(values: readonly Fragment[]): Fragment {
	const [first = raw('NULL')] = values;
	return values.length === 1 ? first : sql`coalesce(${join(values, ', ')})`;
}

function timeKind(of: string, described: DescribedColumn | undefined, times: NonNullable<Mapping['times']>): TimeKind {
	const time = described?.type.time ?? 'unknown';
	const kind = described?.type.kind;
	if (times !== 'timestamp') {
		if (time === 'unknown' || kind === 'number' || kind === 'other') {
			return times === 'epoch-seconds' ? 'seconds' : 'ms';
		}

		return time;
	}

	if (time === 'unknown') {
		throw new ProblemError('invalid-request', kind === 'number'
			? `the mapping yields ${of} as a number: say times = "epoch-seconds" or "epoch-ms"`
			: `the mapping yields ${of} as ${described?.type.name ?? 'something else'}, which is no time: cast it to a timestamp in the SELECT`);
	}

	return time;
}

function zoneOf(name: string): Zone {
	try {
		return zoneNamed(name);
	} catch (error) {
		throw new ProblemError('invalid-request', 'the mapping\'s timeZone is to be the name of a time zone such as "Europe/Madrid"', {cause: error});
	}
}
