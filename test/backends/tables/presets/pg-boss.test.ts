import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';
import {act} from './act.ts';
import {engineOf} from './engine-of.ts';
import {pgBossEngine} from './engines/pg-boss.ts';
import {columnsOf, rowsOf} from './rows-of.ts';

const mapping = presetNamed('pg-boss').mapping();

describe('pg-boss', () => {
	const open = engineOf(pgBossEngine);

	test('a job is pending while it waits, is worked on, and waits for another try; its tries are counted', async () => {
		const engine = open();
		const {boss, database} = engine;
		await boss.createQueue('lead', {retryLimit: 1});
		await boss.send('lead', {id: 7}, {singletonKey: 'L-7'});
		const seen = async () => columnsOf(await rowsOf(database, mapping, 'pending'), 'object', 'record_id', 'state', 'attempts');
		assert.deepEqual(await seen(), [['lead', 'L-7', 'pending', 0]]);
		const [job] = await boss.fetch('lead');
		assert.deepEqual(await seen(), [['lead', 'L-7', 'running', 0]]);
		await boss.fail('lead', job?.id ?? '', new Error('no answer'));
		assert.deepEqual(await seen(), [['lead', 'L-7', 'pending', 1]]);
		await boss.fetch('lead');
		assert.deepEqual(await seen(), [['lead', 'L-7', 'running', 1]]);
		await boss.fail('lead', job?.id ?? '', new Error('no answer'));
		assert.deepEqual(await seen(), []);
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'failed'), 'record_id', 'code', 'message', 'attempts'), [['L-7', 'Error', 'no answer', 2]]);
	});

	test('a job without a key goes by its id', async () => {
		const engine = open();
		await engine.boss.createQueue('lead');
		const id = await engine.boss.send('lead', {});
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'pending'), 'record_id'), [[id]]);
	});

	test('what failed for good is an error of its queue, and waits in the dead letter queue', async () => {
		const engine = open();
		const {boss, database} = engine;
		await boss.createQueue('dead');
		await boss.createQueue('lead', {retryLimit: 0, deadLetter: 'dead'});
		const id = await boss.send('lead', {});
		await boss.fetch('lead');
		await boss.fail('lead', id ?? '', {value: 'gone'});
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'failed'), 'object', 'id', 'message'), [['lead', `lead/${id}`, 'gone']]);
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'pending'), 'object'), [['dead']]);
	});

	test('queues with a table of their own are seen, too', async () => {
		const engine = open();
		await engine.boss.createQueue('apart', {partition: true});
		await engine.boss.send('apart', {});
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'pending'), 'object'), [['apart']]);
	});

	test('a cancelled job is neither backlog nor error', async () => {
		const engine = open();
		await engine.boss.createQueue('lead');
		const id = await engine.boss.send('lead', {});
		await engine.boss.cancel('lead', id ?? '');
		assert.deepEqual([await rowsOf(engine.database, mapping, 'pending'), await rowsOf(engine.database, mapping, 'failed')], [[], []]);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'done'), 'state'), [['skipped']]);
	});

	test('a retry is the library\'s: it works the job again, and once more where that fails', async () => {
		const engine = open();
		const {boss, database} = engine;
		await boss.createQueue('lead', {retryLimit: 0});
		const id = await boss.send('lead', {}) ?? '';
		const fail = async () => {
			assert.deepEqual((await boss.fetch('lead')).map(job => job.id), [id]);
			await boss.fail('lead', id, new Error('no answer'));
		};

		await fail();
		await act(database, mapping.retry, `lead/${id}`);
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'pending'), 'id', 'attempts'), [[`lead/${id}`, 1]]);
		assert.deepEqual(await rowsOf(database, mapping, 'failed'), []);
		await fail();
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'failed'), 'id', 'attempts'), [[`lead/${id}`, 2]]);
		await act(database, mapping.retry, `lead/${id}`);
		await boss.fetch('lead');
		await boss.complete('lead', id);
		// What is done stays done.
		await act(database, mapping.retry, `lead/${id}`);
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'done'), 'id', 'state'), [[`lead/${id}`, 'synced']]);
	});
});
