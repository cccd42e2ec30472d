/** Heroku Connect: what it captured to write to Salesforce, in its trigger log and the archive of that. */
import type {Preset} from './preset.ts';
import {presetFor} from './preset-for.ts';
import {quoted} from './quote.ts';
import {presetSql} from './sql.ts';

export const herokuConnect: Preset = presetFor({
	name: 'heroku-connect',
	title: 'Heroku Connect',
	versions: 'its trigger log as documented in December 2022',
	dialects: ['postgres'],
	options: {
		schema: {about: 'the schema that Heroku Connect was given', type: 'identifier', default: 'salesforce'},
		writes: {about: 'the write algorithm of the connection; a failed change can be retried here where writes are merged', type: ['ordered', 'merged'], default: 'ordered'},
	},
	mapping({schema, writes}) {
		const parts = {log: quoted('postgres', schema, '_trigger_log'), archive: quoted('postgres', schema, '_trigger_log_archive')};
		return {
			source: 'Salesforce',
			target: 'Heroku Postgres',
			parts: {
				pending: presetSql('heroku-connect-pending', parts),
				failed: presetSql('heroku-connect-failed', parts),
				done: presetSql('heroku-connect-done', parts),
			},
			constants: {direction: 'outbound'},
			operations: {INSERT: 'insert', UPDATE: 'update', DELETE: 'delete'},
			states: {
				NEW: 'pending', PENDING: 'running', REQUEUE: 'pending', SUCCESS: 'synced', MERGED: 'synced', FAILED: 'failed',
				IGNORE: 'skipped', IGNORED: 'skipped', READONLY: 'skipped', REQUEUED: 'skipped',
			},
			indexes: [{part: 'done', statement: `CREATE INDEX CONCURRENTLY trigger_log_archive_processed_at ON ${parts.archive} (processed_at)`}],
			...(writes === 'merged' && {
				retry: {statement: presetSql('heroku-connect-retry', parts), documented: 'Heroku Connect, merged writes: the state NEW'},
				ignore: {statement: presetSql('heroku-connect-ignore', parts), documented: 'Heroku Connect: the state IGNORED'},
			}),
		};
	},
});
