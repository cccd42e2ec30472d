import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createGate} from '../../source/server/starting.ts';

test('until the backend can be asked every request is told to come back; then it is answered', async () => {
	const gate = createGate();
	const ask = async () => gate.handle(new Request('http://localhost/v1/status'));
	const refusal = await ask();
	assert.equal(refusal.status, 503);
	assert.equal(refusal.headers.get('retry-after'), '2');
	assert.partialDeepStrictEqual(await refusal.json(), {code: 'unavailable', detail: 'the server is starting: it opens its ledger'});
	gate.open(async () => new Response('open'));
	assert.equal(await (await ask()).text(), 'open');
});
