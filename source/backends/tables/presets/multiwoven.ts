/** Multiwoven: the records of its syncs, as its own database has them. */
import type {Preset} from './preset.ts';
import {presetFor} from './preset-for.ts';
import {quoted} from './quote.ts';
import {presetSql} from './sql.ts';

export const multiwoven: Preset = presetFor({
	name: 'multiwoven',
	title: 'Multiwoven',
	versions: '0.124',
	dialects: ['postgres'],
	options: {
		schema: {about: 'the schema of Multiwoven\'s own tables', type: 'identifier', default: 'public'},
	},
	mapping({schema}) {
		const table = (name: string) => quoted('postgres', schema, name);
		const parts = {syncRecords: table('sync_records'), syncs: table('syncs'), models: table('models')};
		const doneAt = 'r.updated_at';
		return {
			source: 'models',
			target: 'destinations',
			parts: {
				pending: presetSql('multiwoven', {...parts, status: '= 0', doneAt: 'NULL::timestamp'}),
				failed: presetSql('multiwoven', {...parts, status: '= 2', doneAt}),
				done: presetSql('multiwoven', {...parts, status: 'IN (1, 2)', doneAt}),
			},
			constants: {direction: 'inbound'},
			indexes: [
				{part: 'pending', statement: `CREATE INDEX CONCURRENTLY sync_records_pending ON ${parts.syncRecords} (sync_id) WHERE status = 0`},
				{part: 'failed', statement: `CREATE INDEX CONCURRENTLY sync_records_failed ON ${parts.syncRecords} (sync_id) WHERE status = 2`},
				{part: 'done', statement: `CREATE INDEX CONCURRENTLY sync_records_done ON ${parts.syncRecords} (updated_at) WHERE status IN (1, 2)`},
			],
		};
	},
});
