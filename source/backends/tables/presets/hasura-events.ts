/** Hasura's event triggers: events that are delivered to webhooks, and the log of their deliveries. */
import type {Preset} from './preset.ts';
import {presetFor} from './preset-for.ts';
import {quoted, textLiteral} from './quote.ts';
import {presetSql} from './sql.ts';

export const hasuraEvents: Preset = presetFor({
	name: 'hasura-events',
	title: 'Hasura event triggers',
	versions: '2 (the event log of a PostgreSQL source)',
	dialects: ['postgres'],
	options: {
		schema: {about: 'the schema of Hasura\'s own tables', type: 'identifier', default: 'hdb_catalog'},
		key: {about: 'the column that names a record, in the row that an event carries', type: 'text', default: 'id'},
		timeZone: {about: 'of the database sessions of Hasura, as its times come without one', type: 'time-zone', default: 'UTC'},
	},
	mapping({schema, key = 'id', timeZone}) {
		const parts = {eventLog: quoted('postgres', schema, 'event_log'), invocationLogs: quoted('postgres', schema, 'event_invocation_logs'), key: textLiteral(key)};
		return {
			source: 'PostgreSQL',
			target: 'webhooks',
			parts: {
				pending: presetSql('hasura-events-pending', parts),
				failed: presetSql('hasura-events-failed', parts),
				done: presetSql('hasura-events-done', parts),
			},
			constants: {direction: 'inbound'},
			operations: {INSERT: 'insert', UPDATE: 'update', DELETE: 'delete', MANUAL: 'manual'},
			indexes: [
				{part: 'failed', statement: `CREATE INDEX CONCURRENTLY event_log_errors ON ${parts.eventLog} (created_at) WHERE error`},
				{part: 'done', statement: `CREATE INDEX CONCURRENTLY event_invocation_logs_created_at ON ${parts.invocationLogs} (created_at)`},
			],
			...(timeZone !== undefined && {timeZone}),
			retry: {statement: presetSql('hasura-events-retry', parts), documented: 'Hasura: pg_redeliver_event'},
		};
	},
});
