/** What every preset says of the same records, on the real tables of its engine. */
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {describe, test} from 'node:test';
import type {MappingParts} from '../../../../source/backends/tables/mapping.ts';
import type {GivenOptions} from '../../../../source/backends/tables/presets/preset.ts';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';
import type {TestDatabase} from '../../../helpers/postgres/databases.ts';
import {engineOf} from './engine-of.ts';
import type {EngineRecord, PresetEngine} from './engines/engine.ts';
import {hasuraEventsEngine} from './engines/hasura-events.ts';
import {herokuConnectEngine} from './engines/heroku-connect.ts';
import {multiwovenEngine} from './engines/multiwoven.ts';
import {outboxEngine} from './engines/outbox.ts';
import {pgBossEngine} from './engines/pg-boss.ts';
import {symmetricDsEngine} from './engines/symmetric-ds.ts';
import {columnsOf, rowsOf} from './rows-of.ts';

type Case = {
	readonly start: () => Promise<PresetEngine>;
	readonly options?: GivenOptions;
	/** Its only direction. */
	readonly direction: EngineRecord['direction'];
	/** A name that is hard to quote; what the engine itself allows. */
	readonly other?: string;
	/** Operations that it knows; without them, all are inserts. */
	readonly operations: readonly string[];
	/** What it can't say of a failed change. */
	readonly lacks: ReadonlyArray<'errors' | 'code'>;
	/** It keeps one time a record: of a failed change, when it failed. */
	readonly hasOneTime?: boolean;
};

const cases: Readonly<Record<string, Case>> = {
	'heroku-connect': {start: herokuConnectEngine, direction: 'outbound', operations: ['insert', 'update', 'delete'], lacks: ['code']},
	'pg-boss': {start: pgBossEngine, other: 'lead/a-b.c_d', direction: 'inbound', operations: [], lacks: []},
	'symmetric-ds': {start: symmetricDsEngine, direction: 'outbound', operations: ['insert', 'update', 'delete'], lacks: []},
	multiwoven: {start: multiwovenEngine, direction: 'inbound', operations: ['insert', 'update'], lacks: ['code'], hasOneTime: true},
	'hasura-events': {start: hasuraEventsEngine, direction: 'inbound', operations: ['insert', 'update', 'delete'], lacks: []},
	outbox: {
		start: outboxEngine, options: {createdAt: 'created_at', processedAt: 'processed_at'}, direction: 'inbound', operations: [], lacks: ['errors', 'code'],
	},
};

/** What is asked of a part. */
const where: Readonly<Record<keyof MappingParts, string>> = {
	pending: 'true', failed: 'true', done: 'done_at >= \'2026-11-22 12:00\' AND done_at < \'2026-11-22 13:00\'',
};

for (const [name, {start, options, other = 'l\'éad "x"', direction, operations, lacks, hasOneTime = false}] of Object.entries(cases)) {
	describe(name, () => {
		const open = engineOf(start);
		const operation = (index: number) => operations[index % operations.length] ?? 'insert';
		const record = (index: number, state: EngineRecord['state']): EngineRecord => ({
			object: index % 2 === 0 ? 'contact' : other,
			recordId: String(100 + index),
			recordName: null,
			operation: operation(index),
			direction,
			state,
			changedAt: `2026-11-22T11:0${index}:00Z`,
			doneAt: state === 'pending' ? null : `2026-11-22T12:0${index}:00Z`,
			code: state === 'failed' ? '503' : null,
			message: state === 'failed' ? 'Ünïque key "é" is taken' : null,
		});

		test('nothing is nothing', async () => {
			const engine = open();
			const mapping = presetNamed(name).mapping(options);
			for (const part of ['pending', 'failed', 'done'] as const) {
				assert.deepEqual(await rowsOf(engine.database, mapping, part), []); // eslint-disable-line no-await-in-loop -- one connection
			}
		});

		test('the backlog is what waits, and nothing else', async () => {
			const engine = open();
			await engine.write([record(1, 'pending'), record(2, 'synced'), ...lacks.includes('errors') ? [] : [record(3, 'failed')], record(4, 'pending')]);
			const rows = await rowsOf(engine.database, presetNamed(name).mapping(options), 'pending');
			assert.deepEqual(columnsOf(rows, 'object', 'record_id', 'operation', 'direction', 'changed_at').toSorted(byText), [
				['contact', '104', operation(4), direction, '2026-11-22T11:04:00Z'],
				[other, '101', operation(1), direction, '2026-11-22T11:01:00Z'],
			].map(([object, id, ...rest]) => [object, name === 'heroku-connect' ? Number(id) : id, ...rest]));
			assert.deepEqual([...new Set(rows.map(row => row.state))], ['pending']);
		});

		test('errors are what failed, with the words of the engine', async () => {
			const engine = open();
			await engine.write([record(1, 'pending'), record(2, 'synced'), record(5, 'skipped'), ...lacks.includes('errors') ? [] : [record(3, 'failed'), record(4, 'failed')]]);
			const rows = await rowsOf(engine.database, presetNamed(name).mapping(options), 'failed');
			assert.deepEqual(columnsOf(rows, 'object', 'operation', 'direction', 'state', 'changed_at', 'done_at', 'code', 'message').toSorted(byText), lacks.includes('errors')
				? []
				: [4, 3].map(index => {
					const {object, changedAt, doneAt, code, message} = record(index, 'failed');
					const known = lacks.includes('code') ? undefined : code;
					return [object, operation(index), direction, 'failed', hasOneTime ? doneAt : changedAt, doneAt, known, message];
				}));
		});

		test('what ended is counted by when it did', async () => {
			const engine = open();
			await engine.write([record(1, 'pending'), record(2, 'synced'), record(3, 'synced'), ...lacks.includes('errors') ? [] : [record(4, 'failed')]]);
			const rows = await rowsOf(engine.database, presetNamed(name).mapping(options), 'done');
			assert.deepEqual(columnsOf(rows.filter(({state}) => state === 'synced'), 'object', 'done_at').toSorted(byText), [
				['contact', '2026-11-22T12:02:00Z'],
				[other, '2026-11-22T12:03:00Z'],
			]);
			assert.deepEqual(columnsOf(rows.filter(({state}) => state === 'failed'), 'object', 'done_at'), lacks.includes('errors') ? [] : [['contact', '2026-11-22T12:04:00Z']]);
		});

		test('the rights that its documentation names are enough to read, and to retry', async () => {
			const {database} = open();
			const {parts = {}, retry} = presetNamed(name).mapping({...options, ...(name === 'heroku-connect' && {writes: 'merged'})});
			await database.sql(`CREATE ROLE reader_of_${process.pid}`);
			try {
				await database.sql(await grantsOf(name, `reader_of_${process.pid}`));
				await database.sql(`SET ROLE reader_of_${process.pid}`);
				for (const query of Object.values(parts)) {
					await database.sql(query); // eslint-disable-line no-await-in-loop -- one connection
				}

				if (retry !== undefined) {
					await database.sql(`PREPARE retry AS ${retry.statement.replaceAll(':id', '$1')}; EXECUTE retry (NULL)`);
				}
			} finally {
				await database.sql(`RESET ROLE; DROP OWNED BY reader_of_${process.pid}; DROP ROLE reader_of_${process.pid}`);
			}
		});

		test('the indexes that it recommends are used', async () => {
			const engine = open();
			const {database} = engine;
			const {parts = {}, indexes = []} = presetNamed(name).mapping(options);
			assert.notEqual(indexes.length, 0);
			// The library's own (name, completed_on) is as good while there are few queues; earlier versions lack it.
			await database.sql('DROP INDEX IF EXISTS pgboss.job_common_i16');
			for (const {part, statement} of indexes) {
				/* eslint-disable no-await-in-loop -- one connection */
				const before = await indexNames(database);
				await database.sql(statement);
				const made = (await indexNames(database)).filter(each => !before.includes(each));
				// There is next to nothing in the tables: what counts is that it can be used.
				await database.sql('SET enable_seqscan = off');
				const plan = await database.sql<{'QUERY PLAN': string}>(`EXPLAIN SELECT count(*) FROM (${parts[part]}) AS change_row WHERE ${where[part]}`);
				const text = plan.map(row => row['QUERY PLAN']).join('\n');
				assert.ok(made.some(each => text.includes(each)), `${made.join(', ')}:\n${text}`);
				/* eslint-enable no-await-in-loop */
			}
		});
	});
}

/** The GRANT statements of the preset's chapter, for another role. */
async function grantsOf(preset: string, role: string): Promise<string> {
	const text = await readFile('docs/engines.md', 'utf8');
	const chapter = text.split('\n## ').slice(1).find(each => each.includes(`--preset ${preset}\``));
	return (chapter?.match(/GRANT [^;]+ TO reader;/gv) ?? []).join('\n').replaceAll('reader;', () => `${role};`);
}

async function indexNames({sql}: TestDatabase): Promise<string[]> {
	const rows = await sql<{indexname: string}>('SELECT indexname FROM pg_indexes');
	return rows.map(({indexname}) => indexname);
}

function byText(a: unknown, b: unknown): number {
	return String(a) < String(b) ? -1 : 1;
}
