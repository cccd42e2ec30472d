import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createQuietLog} from '../../source/server/quiet-log.ts';

const notedIn = (said: string[]) => (text: string) => {
	said.push(text);
};

test('the same is said once, wherever it happens, and after a while with how often it came', () => {
	const said: string[] = [];
	let now = 0;
	const log = createQuietLog({say: notedIn(said), clock: () => now, pause: 1000});
	for (let time = 0; time < 1000; time++) {
		now = time;
		log(time % 2 === 0 ? 'POST /v1/changes' : 'POST /v1/results', 'the disk is full');
	}

	log('GET /v1', 'something else');
	assert.deepEqual(said, ['POST /v1/changes: the disk is full', 'GET /v1: something else']);
	now = 1000;
	log('POST /v1/changes', 'the disk is full');
	now = 2000;
	log('POST /v1/changes', 'the disk is full');
	assert.deepEqual(said.slice(2), ['POST /v1/changes: the disk is full (and 999 times since it was last said)', 'POST /v1/changes: the disk is full']);
});

test('what has not been said for long is forgotten where there is too much', () => {
	const said: string[] = [];
	const log = createQuietLog({say: notedIn(said), clock: () => 0});
	for (let number = 0; number <= 100; number++) {
		log('GET /v1', String(number));
	}

	log('GET /v1', '100');
	log('GET /v1', '0');
	assert.equal(said.length, 102);
	assert.equal(said.at(-1), 'GET /v1: 0');
});
