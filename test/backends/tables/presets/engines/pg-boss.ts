/** Jobs that the library itself has sent, worked and failed; only the times are set afterwards. */
import {randomUUID} from 'node:crypto';
import {PgBoss} from 'pg-boss';
import {createDatabase} from '../../../../helpers/postgres/databases.ts';
import type {EngineRecord, PresetEngine} from './engine.ts';

export type PgBossEngine = PresetEngine & {readonly boss: PgBoss};

export async function pgBossEngine(): Promise<PgBossEngine> {
	const database = await createDatabase();
	const boss = new PgBoss({
		connectionString: database.url, schedule: false, supervise: false, max: 2,
	});
	boss.on('error', () => undefined);
	await boss.start();
	const write = async (record: EngineRecord) => {
		if (await boss.getQueue(record.object) === null) {
			await boss.createQueue(record.object, {retryLimit: 0});
		}

		const id = randomUUID();
		// The highest priority: what is fetched next is this one.
		await boss.send(record.object, {name: record.recordName}, {id, singletonKey: record.recordId, priority: record.state === 'pending' ? 0 : 1});
		await end(boss, id, record);
		await database.sql(
			'UPDATE pgboss.job SET created_on = $2, completed_on = CASE WHEN completed_on IS NOT NULL THEN $3::timestamptz END WHERE id = $1',
			[id, record.changedAt, record.doneAt],
		);
	};

	return {
		database,
		boss,
		async write(records) {
			for (const record of records) {
				await write(record); // eslint-disable-line no-await-in-loop -- the order is the engine's
			}
		},
		async clear() {
			const queues = await boss.getQueues();
			// A dead letter queue goes after those that it serves.
			for (const {name} of queues.toSorted((a, b) => Number(b.deadLetter !== null) - Number(a.deadLetter !== null))) {
				await boss.deleteQueue(name); // eslint-disable-line no-await-in-loop -- in this order
			}
		},
		async [Symbol.asyncDispose]() {
			await boss.stop({graceful: false});
			await database[Symbol.asyncDispose]();
		},
	};
}

async function end(boss: PgBoss, id: string, {object, state, code, message}: EngineRecord): Promise<void> {
	switch (state) {
		case 'pending': {
			return;
		}

		case 'skipped': {
			await boss.cancel(object, id);
			return;
		}

		case 'synced': {
			await boss.fetch(object);
			await boss.complete(object, id);
			return;
		}

		case 'failed': {
			await boss.fetch(object);
			await boss.fail(object, id, Object.assign(new Error(message ?? ''), code !== null && {code}));
		}
	}
}
