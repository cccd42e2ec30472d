/** The feed with a real client and a real server: what is asked for which screen, and what comes of odd answers. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {RequestListener} from 'node:http';
import {createClient} from '../../source/client/http.ts';
import {feedOf} from '../../source/dashboard/feed.ts';
import type {Action} from '../../source/dashboard/store/actions.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {selectErrors} from '../../source/dashboard/store/error-selectors.ts';
import {freshnessOf} from '../../source/dashboard/store/freshness.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {connectingState, now, service} from '../helpers/sample.ts';
import {json, scriptedServer, type ScriptedServer} from '../helpers/scripted-server.ts';

const errors = (from: number, count: number) => Array.from({length: count}, (_, index) => ({id: `e${from + index}`, occurredAt: '2026-11-22T12:00:00Z'}));

/** 150 errors in pages of 100, of which a search finds one. */
const answer: RequestListener = (request, response) => {
	const {pathname, searchParams} = new URL(request.url ?? '', 'http://localhost');
	const page = searchParams.has('q')
		? {items: errors(7, 1), nextCursor: null, total: 1}
		: (searchParams.has('cursor') ? {items: errors(100, 50), nextCursor: null, total: 150} : {items: errors(0, 100), nextCursor: 'more', total: 150});
	const answers: Readonly<Record<string, unknown>> = {
		'/v1': service,
		'/v1/status': {objects: [{object: 'a\u{D800}/b', pending: {}}, {object: 'lead', pending: {inserts: 1}}, {object: 'lead', pending: {inserts: 2}}]},
		'/v1/throughput': {from: '2026-11-22T12:00:00Z', to: '2026-11-22T13:00:00Z', resolution: 'PT1H', buckets: []},
		'/v1/errors': page,
	};
	const body = answers[pathname];
	json(body ?? {code: 'not-found'}, {status: body === undefined ? 404 : 200, etag: `"${request.url}"`})(request, response);
};

/** Near the end of the first page, where the next one is wanted. */
const farDown = Array.from({length: 4}, (): Action => ({type: 'moved', move: 'page-down'}));

async function desk() {
	const server = await scriptedServer(answer);
	const store = createStore(reduce, connectingState());
	const clock = {now};
	// Each pause after a failure is as long as it may be.
	const {tasks, retryAt, hurry} = feedOf({
		store, client: createClient({baseUrl: server.url}), clock: () => clock.now, random: () => 1,
	});
	return {
		store,
		server,
		clock,
		retryAt,
		hurry,
		/** A round between the others: the paths that it asked. */
		async retry() {
			server.requests.length = 0;
			for (const task of tasks('retry')) {
				await task(new AbortController().signal); // eslint-disable-line no-await-in-loop -- one question at a time, as the poller does
			}

			return pathsOf(server);
		},
		async play(...actions: readonly Action[]) {
			for (const action of actions) {
				store.dispatch(action);
			}

			for (const task of tasks('all')) {
				await task(new AbortController().signal); // eslint-disable-line no-await-in-loop -- one question at a time, as the poller does
			}
		},
		async [Symbol.asyncDispose]() {
			await server[Symbol.asyncDispose]();
		},
	};
}

const pathsOf = ({requests}: ScriptedServer) => requests.map(({url}) => url?.split('?', 1)[0]);

/** As `answer`, but for one path. */
const failingAt = (path: string, listener: RequestListener): RequestListener => (request, response) => {
	(request.url?.startsWith(path) ? listener : answer)(request, response);
};

const busy: RequestListener = (_request, response) => {
	response.writeHead(503, {'retry-after': '7'}).end();
};

describe('the feed after a failure', () => {
	it('lets the question that failed rest, asks the others as ever, and comes back to it between rounds', async () => {
		await using at = await desk();
		await at.play();
		at.server.answer(failingAt('/v1/throughput', json({}, {status: 500})));
		await at.play();
		const {panels} = at.store.getState();
		assert.equal(panels.status.failure, undefined);
		assert.deepEqual([panels.throughput.failure?.message, panels.throughput.failure?.nextTryAt, panels.throughput.asOf], ['500 from the backend', now + 1000, now]);
		assert.ok(panels.throughput.data);
		assert.equal(at.retryAt(), now + 1000);
		at.server.requests.length = 0;
		await at.play();
		assert.deepEqual(pathsOf(at.server), ['/v1/status']);
		at.clock.now += 1000;
		at.server.answer(answer);
		assert.deepEqual(await at.retry(), ['/v1/throughput']);
		assert.deepEqual([at.store.getState().panels.throughput.failure, at.retryAt()], [undefined, undefined]);
	});

	it('comes back to nothing that the screen doesn’t ask any more', async () => {
		await using at = await desk();
		await at.play();
		at.server.answer(failingAt('/v1/throughput', json({}, {status: 500})));
		await at.play();
		assert.equal(at.retryAt(), now + 1000);
		// A new hour has begun: its question is another one.
		at.clock.now += 3_600_000;
		at.store.dispatch({type: 'ticked', now: at.clock.now});
		await at.retry();
		assert.ok((at.retryAt() ?? Infinity) > at.clock.now, 'or it would be asked for without a pause');
	});

	it('waits as long as the backend asks, unless somebody wants to know now', async () => {
		await using at = await desk();
		await at.play();
		at.server.answer(failingAt('/v1/status', busy));
		await at.play();
		assert.equal(at.retryAt(), now + 7000);
		at.clock.now += 6999;
		assert.deepEqual(await at.retry(), []);
		at.hurry();
		assert.deepEqual(await at.retry(), ['/v1/status']);
	});

	it('asks at once what is asked anew', async () => {
		await using at = await desk();
		await at.play();
		await at.play({type: 'tab-chosen', tab: 'errors'});
		at.server.answer(failingAt('/v1/errors?', busy));
		const search = async (text: string) => at.play({type: 'prompt-opened', kind: 'filter'}, {type: 'prompt-edited', text, caret: 1}, {type: 'prompt-accepted'});
		await search('x');
		at.server.requests.length = 0;
		await search('y');
		await search('x');
		assert.equal(pathsOf(at.server).filter(path => path === '/v1/errors').length, 2);
	});
});

describe('the backend’s clock', () => {
	it('is measured with each answer, and with each failure', async () => {
		await using at = await desk();
		const dated = (time: number, listener: RequestListener): RequestListener => (request, response) => {
			response.setHeader('date', new Date(time).toUTCString());
			listener(request, response);
		};

		const second = Math.floor(now / 1000) * 1000;
		at.server.answer(dated(second + 7_200_000, answer));
		await at.play();
		assert.equal(Math.floor(at.store.getState().clockSkew / 1000), 7200);
		at.clock.now += 60_000;
		at.server.answer(dated(second + 60_000, json({}, {status: 500})));
		await at.play();
		assert.equal(at.store.getState().clockSkew, 0);
	});
});

describe('the feed', () => {
	it('asks the screen’s questions in the order in which the reader waits', async () => {
		await using at = await desk();
		await at.play();
		assert.deepEqual(at.server.requests.map(({url}) => url?.split('?', 1)[0]), ['/v1', '/v1/status', '/v1/throughput']);
		at.server.requests.length = 0;
		await at.play({type: 'tab-chosen', tab: 'errors'});
		assert.deepEqual(at.server.requests.map(({url}) => url?.split('?', 1)[0]), ['/v1/errors', '/v1/status']);
	});

	it('reads a page again after a search, though the backend says that nothing changed', async () => {
		await using at = await desk();
		await at.play();
		await at.play({type: 'tab-chosen', tab: 'errors'});
		await at.play(...farDown);
		assert.equal(selectErrors(at.store.getState()).items.length, 150);
		await at.play({type: 'prompt-opened', kind: 'filter'}, {type: 'prompt-edited', text: 'x', caret: 1}, {type: 'prompt-accepted'});
		assert.equal(selectErrors(at.store.getState()).items.length, 1);
		await at.play({type: 'left'});
		await at.play(...farDown);
		assert.equal(selectErrors(at.store.getState()).items.length, 150);
	});

	it('reads on where one scrolls, and asks nothing else again so soon', async () => {
		await using at = await desk();
		await at.play();
		await at.play({type: 'tab-chosen', tab: 'errors'});
		at.server.requests.length = 0;
		await at.play(...farDown);
		assert.deepEqual(at.server.requests.map(({url}) => url), ['/v1/errors?sort=-occurredAt&limit=100&cursor=more']);
		await at.play();
		assert.ok(at.server.requests.length > 2, 'the next round asks all');
	});

	it('asks for an object whose name is no well-formed text without falling over', async () => {
		await using at = await desk();
		await at.play();
		await at.play({type: 'object-opened', object: 'a\u{D800}/b'});
		assert.equal(at.server.requests.at(-3)?.url, '/v1/objects/a%EF%BF%BD%2Fb/pending');
		assert.match(at.store.getState().panels.pending.failure?.message ?? '', /^404/v);
	});

	it('takes an object that is named twice as it was named first', async () => {
		await using at = await desk();
		await at.play();
		assert.deepEqual(at.store.getState().panels.status.data?.objects.map(({pending}) => pending), [{}, {inserts: 1}]);
	});
});

describe('a backend that hangs', () => {
	it('makes the screen old before the time limit is up, and new with the next answer', {timeout: 15_000}, async () => {
		await using at = await desk();
		await at.play();
		const {promise: hangs, resolve: release} = Promise.withResolvers<void>();
		at.server.answer(failingAt('/v1/throughput', (request, response) => {
			void hangs.then(() => {
				answer(request, response);
			});
		}));
		at.clock.now += 1000;
		const round = at.play();
		const {promise: slowed, resolve: see} = Promise.withResolvers<void>();
		at.store.subscribe(() => {
			if (at.store.getState().slowSince !== undefined) {
				see();
			}
		});
		await slowed;
		assert.deepEqual(freshnessOf(at.store.getState()), {kind: 'stale', asOf: now + 1000, cause: 'no answer for 0s'});
		release();
		await round;
		assert.equal(freshnessOf(at.store.getState()).kind, 'live');
	});
});
