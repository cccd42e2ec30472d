import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createGate} from '../../source/server/starting.ts';

const request = (path: string, method = 'GET') => new Request(`http://localhost${path}`, {method});

test('until the backend can be asked every request is told to come back; then it is answered', async () => {
	const gate = createGate();
	const refusal = await gate.handle(request('/v1/status'));
	assert.equal(refusal.status, 503);
	assert.equal(refusal.headers.get('retry-after'), '2');
	assert.partialDeepStrictEqual(await refusal.json(), {code: 'unavailable', detail: 'the server is starting: it opens its ledger'});
	gate.open(async () => new Response('open'));
	assert.equal(await (await gate.handle(request('/v1/status'))).text(), 'open');
});

test('/healthz is 503 before it is opened and once it drains, and the backend\'s own answer in between', async () => {
	const gate = createGate();
	const health = async () => (await gate.handle(request('/healthz'))).status;
	assert.equal(await health(), 503);
	gate.open(async () => new Response('open'));
	assert.equal(await health(), 200);
	gate.drain();
	assert.equal(await health(), 503);
	assert.equal(await (await gate.handle(request('/v1/status'))).text(), 'open');
});

test('/livez is 200 from the first moment to the last: who restarts what isn\'t alive must not restart a server whose database is away', async () => {
	const gate = createGate();
	const live = async () => (await gate.handle(request('/livez'))).status;
	assert.equal(await live(), 200);
	gate.explain('the database refuses the connection');
	assert.equal(await live(), 200);
	gate.drain();
	assert.equal(await live(), 200);
	assert.equal((await gate.handle(request('/livez', 'POST'))).status, 503);
});

test('what is said to HEAD has no body', async () => {
	const gate = createGate();
	const refusal = await gate.handle(request('/healthz', 'HEAD'));
	assert.deepEqual([refusal.status, await refusal.text()], [503, '']);
});
