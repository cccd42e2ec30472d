/** An outbox with the columns that Debezium's event router expects. */
import type {Dialect} from '../mapping.ts';
import type {Preset} from './preset.ts';
import {presetFor} from './preset-for.ts';
import {quoted} from './quote.ts';

export const outbox: Preset = presetFor({
	name: 'outbox',
	title: 'Outbox table',
	versions: 'the columns of Debezium\'s outbox event router (2 and 3)',
	dialects: ['postgres', 'mysql', 'sqlite'],
	options: {
		schema: {about: 'the schema (MySQL: the database) of the table, where it is not the connection\'s', type: 'identifier'},
		table: {about: 'the outbox', type: 'identifier', default: 'outbox'},
		createdAt: {about: 'the column with the time of an event', type: 'identifier'},
		processedAt: {about: 'the column with the time at which an event was published; empty until then', type: 'identifier'},
		timeZone: {about: 'of the two columns, where their times come without one', type: 'time-zone', default: 'UTC'},
	},
	mapping({schema, table, createdAt, processedAt, timeZone}, dialect) {
		const columns = [
			'id',
			'aggregatetype AS object',
			'aggregateid AS record_id',
			'type AS record_name',
			'payload',
			...columnAs(dialect, createdAt, 'changed_at'),
			...columnAs(dialect, processedAt, 'done_at'),
		];
		const select = (state: string, condition: string) => `SELECT ${columns.join(', ')}, '${state}' AS state\nFROM ${quoted(dialect, schema, table)}${condition}`;
		return {
			source: 'database',
			target: 'broker',
			parts: processedAt === undefined
				? {pending: select('pending', '')}
				: {
					pending: select('pending', `\nWHERE ${quoted(dialect, processedAt)} IS NULL`),
					done: select('synced', `\nWHERE ${quoted(dialect, processedAt)} IS NOT NULL`),
				},
			// An event is always something new to publish; what kind of event it is stands in its type.
			constants: {operation: 'insert', direction: 'inbound'},
			indexes: processedAt === undefined
				? []
				: [{part: 'done', statement: `CREATE INDEX ${quoted(dialect, 'outbox_processed_at')} ON ${quoted(dialect, schema, table)} (${quoted(dialect, processedAt)})`}],
			...(timeZone !== undefined && {timeZone}),
		};
	},
});

function columnAs(dialect: Dialect, column: string | undefined, name: string): string[] {
	return column === undefined ? [] : [`${quoted(dialect, column)} AS ${name}`];
}
