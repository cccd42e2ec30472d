/** pg-boss: a queue of jobs per object. */
import type {Preset} from './preset.ts';
import {presetFor} from './preset-for.ts';
import {quoted} from './quote.ts';
import {presetSql} from './sql.ts';

export const pgBoss: Preset = presetFor({
	name: 'pg-boss',
	title: 'pg-boss',
	versions: '11 and 12',
	dialects: ['postgres'],
	options: {
		schema: {about: 'the schema that pg-boss was given', type: 'identifier', default: 'pgboss'},
	},
	mapping({schema}) {
		const parts = {job: quoted('postgres', schema, 'job')};
		return {
			source: 'PostgreSQL',
			target: 'workers',
			parts: {
				pending: presetSql('pg-boss-pending', parts),
				failed: presetSql('pg-boss-failed', parts),
				done: presetSql('pg-boss-done', parts),
			},
			// A job is always something new to do: it has no operation of its own.
			constants: {operation: 'insert', direction: 'inbound'},
			states: {
				created: 'pending', retry: 'pending', active: 'running', completed: 'synced', failed: 'failed', cancelled: 'skipped',
			},
			indexes: [{part: 'done', statement: `CREATE INDEX job_completed_on ON ${parts.job} (completed_on)`}],
			retry: {statement: presetSql('pg-boss-retry', parts), documented: 'pg-boss: retry(name, id)'},
		};
	},
});
