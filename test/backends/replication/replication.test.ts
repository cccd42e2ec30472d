import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {openReplication, type ReplicationOptions} from '../../../source/backends/replication/open-replication.ts';
import {httpBackend} from '../../helpers/http-backend.ts';
import {startReplicatedPair, until, type ReplicatedPair} from '../../helpers/postgres/replicated-pair.ts';
import {startServer} from '../../helpers/real-server.ts';
import {errorsQuery, filter, pendingQuery} from '../../helpers/sync-samples.ts';

describe('subscriptions of two real PostgreSQLs', () => {
	let pair: ReplicatedPair;
	let watched: Watched;

	before(async () => {
		pair = await startReplicatedPair();
		await pair.publisher.sql('INSERT INTO lead VALUES (1, \'a\'), (2, \'b\')');
		await pair.publisher.sql('CREATE PUBLICATION crm FOR ALL TABLES');
		await pair.subscriber.sql(`CREATE SUBSCRIPTION crm_sub CONNECTION '${pair.publisher.url}' PUBLICATION crm`);
		watched = await watch(pair);
	});
	after(async () => {
		await watched[Symbol.asyncDispose]();
		await pair[Symbol.asyncDispose]();
	});

	test('have their tables for objects, and nothing waits once all is copied', async () => {
		const {objects, sync} = await until(watched.status, ({objects}) => objects.length === 2 && objects.every(({pending}) => pending.inserts === 0));
		const nothing = {pending: {inserts: 0, updates: 0, deletes: 0}, oldest: {insert: null, update: null, delete: null}, failed: 0};
		assert.deepEqual(objects, [
			{object: 'crm_sub/public.contact', label: 'contact', ...nothing},
			{object: 'crm_sub/public.lead', label: 'lead', ...nothing},
		]);
		assert.equal(sync?.state, 'running');
		assert.match(sync.message ?? '', /^crm_sub: \d+ (?:bytes|kB) behind$/v);
		const {name, source, target, capabilities} = await watched.backend.service();
		assert.deepEqual([name, source, target], ['postgres', {name: '127.0.0.1/postgres'}, {name: '127.0.0.1/postgres'}]);
		assert.deepEqual(capabilities, ['pending', 'errors', 'error-facets', 'error-causes', 'error-export']);
	});

	test('that are disabled are paused, and what waits is counted by table and operation, with the oldest of each', async () => {
		await pair.subscriber.sql('ALTER SUBSCRIPTION crm_sub DISABLE');
		await until(async () => pair.publisher.sql('SELECT 1 FROM pg_replication_slots WHERE active'), rows => rows.length === 0);
		const since = Date.now();
		await pair.publisher.sql('INSERT INTO lead VALUES (3, \'c\'), (4, \'d\')');
		await pair.publisher.sql('INSERT INTO lead VALUES (5, \'e\')');
		await pair.publisher.sql('UPDATE lead SET name = \'A\' WHERE id = 1');
		await pair.publisher.sql('DELETE FROM lead WHERE id = 2');
		await pair.publisher.sql('INSERT INTO contact VALUES (7, \'work\', repeat(\'long\', 100000))');
		const slots = 'SELECT slot_name, restart_lsn, confirmed_flush_lsn, active FROM pg_replication_slots ORDER BY slot_name';
		const untouched = await pair.publisher.sql(slots);
		const {objects, sync} = await watchedAnew(pair, async backend => backend.status());
		assert.deepEqual(objects.map(({object, pending}) => [object, pending]), [
			['crm_sub/public.contact', {inserts: 1, updates: 0, deletes: 0}],
			['crm_sub/public.lead', {inserts: 3, updates: 1, deletes: 1}],
		]);
		const [contact, lead] = objects;
		assert.deepEqual([contact?.oldest?.insert?.recordId, lead?.oldest?.insert?.recordId, lead?.oldest?.update?.recordId, lead?.oldest?.delete?.recordId], ['7, work', '3', '1', '2']);
		const oldest = Date.parse(lead?.oldest?.insert?.changedAt ?? '');
		assert.ok(oldest >= since - 1 && oldest <= Date.now());
		assert.equal(sync?.state, 'paused');
		assert.match(sync.message ?? '', /^crm_sub: disabled, \d+ (?:bytes|kB) behind$/v);
		// Nobody's place in the log has moved, and nothing is left.
		await until(async () => pair.publisher.sql(slots), rows => rows.length === 1);
		assert.deepEqual(await pair.publisher.sql(slots), untouched);
	});

	test('show what waits for a table, the oldest first, page by page', async () => {
		await watchedAnew(pair, async backend => {
			const ask = backend.pending?.bind(backend) ?? assert.fail('nothing to ask');
			const first = await ask('crm_sub/public.lead', pendingQuery({limit: 3}));
			assert.deepEqual(first.items.map(({recordId, operation, direction}) => [recordId, operation, direction]), [['3', 'insert', 'inbound'], ['4', 'insert', 'inbound'], ['5', 'insert', 'inbound']]);
			const second = await ask('crm_sub/public.lead', pendingQuery({limit: 3, cursor: first.nextCursor ?? ''}));
			assert.deepEqual(second.items.map(({recordId, operation}) => [recordId, operation]), [['1', 'update'], ['2', 'delete']]);
			assert.equal(second.nextCursor, null);
			assert.equal((await ask('crm_sub/public.lead', pendingQuery({operation: 'update'}))).items.length, 1);
			await assert.rejects(ask('crm_sub/public.nothing', pendingQuery()), {code: 'not-found'});
		});
	});

	test('count "at least" where more waits than is looked at', async () => {
		const {objects} = await watchedAnew(pair, async backend => backend.status(), {peekLimit: 4});
		assert.deepEqual(objects.map(({pending}) => pending.inserts), [{value: 0, quality: 'at-least'}, {value: 2, quality: 'at-least'}]);
	});

	test('say N/A for what only the publisher knows where it isn\'t named, or doesn\'t let itself be asked', async () => {
		await pair.publisher.sql('CREATE ROLE monitor LOGIN IN ROLE pg_monitor');
		const told = async (publisher: ReplicationOptions['publisher']) => {
			const {objects, sync} = await watchedAnew(pair, async backend => backend.status(), {publisher});
			assert.ok(objects.length === 2 && objects.every(({pending}) => pending.inserts === null && pending.updates === null));
			assert.equal(sync?.state, 'paused');
			return sync.message;
		};

		assert.equal(await told(undefined), 'crm_sub: disabled, what waits is known to the publisher, which isn\'t named');
		assert.match(await told({url: pair.publisher.cluster.url('postgres', 'monitor')}) ?? '', /^crm_sub: disabled, .* behind, what waits can't be looked at: .*to use replication slots$/v);
		assert.match(await told({url: pair.publisher.cluster.url('nowhere')}) ?? '', /^crm_sub: disabled, the publisher can't be asked: database "nowhere" does not exist$/v);
		assert.match(await told({url: 'postgres://postgres@127.0.0.1:1/postgres'}) ?? '', /^crm_sub: disabled, the publisher can't be asked: the database refuses the connection$/v);
	});

	test('that meet a record of the same key fail, with an error that says which', async () => {
		await pair.subscriber.sql('INSERT INTO lead VALUES (3, \'local\')');
		await pair.subscriber.sql('ALTER SUBSCRIPTION crm_sub ENABLE');
		const {sync, objects} = await until(watched.status, ({sync}) => sync?.state === 'failing');
		assert.match(sync?.message ?? '', /^crm_sub: fails, .* behind, \d+ failures of applying so far$/v);
		assert.equal(objects.find(({object}) => object === 'crm_sub/public.lead')?.failed, 1);
		const {items, total} = await until(async () => watched.backend.errors(errorsQuery()), page => (page.items[0]?.attempts ?? 0) > 1);
		const [error] = items;
		assert.deepEqual([total, error?.object, error?.recordId, error?.operation, error?.direction, error?.code], [1, 'crm_sub/public.lead', '3', 'insert', 'inbound', '23505']);
		assert.ok(Math.abs(Date.now() - Date.parse(error?.occurredAt ?? '')) < 60_000, 'by the clock of the log, which is not in UTC');
		assert.deepEqual((await watched.backend.errorFacets(filter())).code?.map(({value, count}) => [value, count]), [['23505', 1]]);
		assert.equal((await watched.backend.error(error?.id ?? '')).recordId, '3');
	});

	test('come back once the record is out of the way, and nothing waits or fails any more', async () => {
		await pair.subscriber.sql('DELETE FROM lead WHERE id = 3');
		await until(async () => pair.subscriber.sql('SELECT 1 FROM contact'), rows => rows.length === 1);
		const {objects} = await watchedAnew(pair, async backend => backend.status());
		assert.deepEqual(objects.map(({pending, failed}) => [pending, failed]), [
			[{inserts: 0, updates: 0, deletes: 0}, 0],
			[{inserts: 0, updates: 0, deletes: 0}, 0],
		]);
	});

	test('are seen by who may do little more than a monitor: without errors, as the log is not theirs', async () => {
		await pair.subscriber.sql(`CREATE ROLE monitor LOGIN IN ROLE pg_monitor;
			GRANT SELECT ON pg_replication_origin_status TO monitor; GRANT EXECUTE ON FUNCTION pg_show_replication_origin_status TO monitor`);
		await watchedAnew(pair, async backend => {
			const {objects} = await backend.status();
			assert.deepEqual(objects.map(({pending, failed}) => [pending.inserts, failed]), [[0, undefined], [0, undefined]]);
			assert.deepEqual((await backend.service()).capabilities, ['pending']);
		}, {subscriber: {url: pair.subscriber.cluster.url('postgres', 'monitor')}, log: undefined});
	});

	test('have their log read by the server, too, where no file is named', async () => {
		await watchedAnew(pair, async backend => {
			assert.ok((await backend.service()).capabilities.includes('errors'));
			assert.deepEqual((await backend.errors?.(errorsQuery()))?.items, []);
		}, {log: undefined});
	});

	test('whose log is not where it was said is one line', async () => {
		await assert.rejects(openReplication({...optionsOf(pair), log: '/nowhere/log'}), {code: 'unavailable', message: /^the log can't be read: ENOENT.*\/nowhere\/log/v});
	});

	test('keep what the subscriber says while the publisher is down', async () => {
		const {process: server} = pair.publisher.cluster;
		server.ref();
		const ended = new Promise(resolve => {
			server.once('exit', resolve);
		});
		server.kill('SIGQUIT');
		await ended;
		const {objects, sync} = await until(watched.status, ({sync}) => sync?.state === 'failing' || sync?.state === 'stopped');
		assert.equal(objects.length, 2);
		assert.ok(objects.every(({pending}) => pending.inserts === null));
		assert.match(sync?.message ?? '', /the publisher can't be asked: /v);
	});
});

type Watched = AsyncDisposable & {
	readonly backend: ReturnType<typeof httpBackend>;
	readonly status: () => ReturnType<ReturnType<typeof httpBackend>['status']>;
};

function optionsOf({publisher, subscriber, log}: ReplicatedPair): ReplicationOptions {
	return {subscriber: {url: subscriber.url}, publisher: {url: publisher.url}, log};
}

/** Through a server: what comes is what the contract says. */
async function watch(pair: ReplicatedPair): Promise<Watched> {
	const own = await openReplication(optionsOf(pair));
	const server = await startServer(own);
	const backend = httpBackend(server.url);
	return {
		backend,
		status: async () => backend.status(),
		async [Symbol.asyncDispose]() {
			await server.close();
			await own.close();
		},
	};
}

/** Without what an earlier look has found. */
async function watchedAnew<Answer>(pair: ReplicatedPair, body: (backend: Awaited<ReturnType<typeof openReplication>>) => Promise<Answer>, other: Partial<ReplicationOptions> = {}): Promise<Answer> {
	const backend = await openReplication({...optionsOf(pair), ...other});
	try {
		return await body(backend);
	} finally {
		await backend.close();
	}
}
