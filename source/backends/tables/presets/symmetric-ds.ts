/** SymmetricDS: captured changes and the batches in which they travel, as one node's database has them. */
import type {Dialect} from '../mapping.ts';
import type {Preset} from './preset.ts';
import {presetFor} from './preset-for.ts';
import {quoted} from './quote.ts';
import {presetSql} from './sql.ts';

/** On these channels SymmetricDS syncs its own tables. */
const isRecords = 'coalesce(d.channel_id, \'\') NOT IN (\'config\', \'heartbeat\', \'monitor\')';

export const symmetricDs: Preset = presetFor({
	name: 'symmetric-ds',
	title: 'SymmetricDS',
	versions: '3.10 to 3.15',
	dialects: ['postgres', 'mysql'],
	options: {
		schema: {about: 'the schema (MySQL: the database) of SymmetricDS\' own tables, where it is not the connection\'s', type: 'identifier'},
		prefix: {about: 'what the names of its tables begin with (sync.table.prefix)', type: 'identifier', default: 'sym'},
		timeZone: {about: 'of the database sessions of SymmetricDS, as its times come without one', type: 'time-zone', default: 'UTC'},
	},
	mapping({schema, prefix, timeZone}, dialect) {
		const table = (name: string) => quoted(dialect, schema, `${prefix}_${name}`);
		const parts = {
			data: table('data'), dataEvent: table('data_event'), dataGap: table('data_gap'), triggerHist: table('trigger_hist'),
			outgoingBatch: table('outgoing_batch'), incomingBatch: table('incoming_batch'), incomingError: table('incoming_error'),
			isRecords, capturedId: capturedId(dialect), incomingId: incomingId(dialect),
		};
		return {
			source: 'other nodes',
			target: 'this node',
			parts: {
				pending: presetSql('symmetric-ds-pending', parts),
				failed: presetSql('symmetric-ds-failed', parts),
				done: presetSql('symmetric-ds-done', parts),
			},
			operations: {I: 'insert', U: 'update', D: 'delete', R: 'reload', S: 'sql'},
			indexes: [{part: 'done', statement: `CREATE INDEX ${quoted(dialect, `${prefix}_ob_last_update`)} ON ${parts.outgoingBatch} (last_update_time)`}],
			...(timeZone !== undefined && {timeZone}),
		};
	},
});

/**
The key, which is CSV: of updates and deletes as it was captured; of an insert, which has none captured, the first column where that is the key. A key of one
column loses its quotes.
*/
function capturedId(dialect: Dialect): string {
	return `CASE
		WHEN d.pk_data LIKE '%,%' THEN d.pk_data
		WHEN d.pk_data IS NOT NULL THEN ${bare('d.pk_data')}
		WHEN h.pk_column_names = ${first(dialect, 'h.column_names')} THEN ${bare(first(dialect, 'd.row_data'))}
		ELSE concat('data_id ', d.data_id)
	END`;
}

function incomingId(dialect: Dialect): string {
	return `CASE
		WHEN i.pk_column_names = ${first(dialect, 'i.column_names')} THEN ${bare(first(dialect, 'coalesce(i.row_data, i.old_data)'))}
		ELSE concat('row ', i.failed_row_number, ' of batch ', i.batch_id)
	END`;
}

/** The first field of CSV, with its quotes. */
function first(dialect: Dialect, csv: string): string {
	const pattern = '\'^("[^"]*"|[^,]*)\'';
	return dialect === 'mysql' ? `regexp_substr(${csv}, ${pattern})` : `substring(${csv} FROM ${pattern})`;
}

function bare(field: string): string {
	return `trim(BOTH '"' FROM ${field})`;
}
