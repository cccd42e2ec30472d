import assert from 'node:assert/strict';
import {DatabaseSync} from 'node:sqlite';
import {describe, test} from 'node:test';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';

const {mapping} = presetNamed('outbox');

describe('outbox', () => {
	test('with the columns that Debezium expects alone, a row is a change that waits, and its time is not known', () => {
		assert.deepEqual(mapping().parts, {
			pending: 'SELECT id, aggregatetype AS object, aggregateid AS record_id, type AS record_name, payload, \'pending\' AS state\nFROM "outbox"',
		});
	});

	test('columns for the times give the queue its order and the hours', () => {
		const columns = 'id, aggregatetype AS object, aggregateid AS record_id, type AS record_name, payload, "at" AS changed_at, "sent ""at" AS done_at';
		assert.deepEqual(mapping({schema: 'app', table: 'Out', createdAt: 'at', processedAt: 'sent "at'}).parts, {
			pending: `SELECT ${columns}, 'pending' AS state\nFROM "app"."Out"\nWHERE "sent ""at" IS NULL`,
			done: `SELECT ${columns}, 'synced' AS state\nFROM "app"."Out"\nWHERE "sent ""at" IS NOT NULL`,
		});
	});

	test('MySQL has quotes of its own', () => {
		assert.match(mapping({table: 'a`b'}, 'mysql').parts?.pending ?? '', /FROM `a``b`$/v);
	});

	test('SQLite reads it, too', () => {
		const database = new DatabaseSync(':memory:');
		database.exec(`
			CREATE TABLE outbox (id TEXT, aggregatetype TEXT, aggregateid TEXT, type TEXT, payload TEXT, sent TEXT);
			INSERT INTO outbox VALUES ('1', 'order', 'O-1', 'OrderCreated', '{}', NULL), ('2', 'order', 'O-2', 'OrderCreated', '{}', '2026-11-22');
		`);
		const {parts = {}} = mapping({processedAt: 'sent'}, 'sqlite');
		const idsOf = (query = '') => database.prepare(query).all().map(row => row.record_id);
		assert.deepEqual([idsOf(parts.pending), idsOf(parts.done)], [['O-1'], ['O-2']]);
		database.close();
	});
});
