/** What a status says in figures, and what it doesn't. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {ObjectStatus} from '../../../source/contract/status.ts';
import {backlogSamples, maxObjects, othersName} from '../../../source/server/metrics/backlog-samples.ts';

const now = Date.parse('2026-11-22T13:00:00Z');
const of = (...objects: ObjectStatus[]) => backlogSamples({objects}, now);

test('a count is a sample, and what is not available is none, never 0', () => {
	const {pending, failed} = of(
		{object: 'lead', pending: {inserts: 0, updates: 7, deletes: null}, failed: null},
		{object: 'company', pending: {}, failed: 2},
	);
	assert.deepEqual(pending, [
		{labels: {object: 'lead', operation: 'insert'}, value: 0},
		{labels: {object: 'lead', operation: 'update'}, value: 7},
	]);
	assert.deepEqual(failed, [{labels: {object: 'company'}, value: 2}]);
});

test('a count of lesser quality is its value, and it is said how many there are', () => {
	const {pending, inexact} = of({object: 'lead', pending: {inserts: {value: 50_000, quality: 'at-least'}, updates: {value: 9, quality: 'estimate'}}, failed: {value: 3, quality: 'at-least'}});
	assert.deepEqual(pending.map(({value}) => value), [50_000, 9]);
	assert.deepEqual(inexact, [{labels: {quality: 'estimate'}, value: 1}, {labels: {quality: 'at-least'}, value: 2}]);
});

test('the age of the oldest change is in seconds by the backend\'s clock, and never below 0', () => {
	const oldest = {insert: {changedAt: '2026-11-22T12:00:00Z'}, update: {changedAt: '2026-11-22T13:00:30Z'}};
	const status = {object: 'lead', pending: {}, oldest};
	assert.deepEqual(of(status).oldest.map(({value}) => value), [3600, 0]);
	assert.deepEqual(backlogSamples({objects: [status], generatedAt: '2026-11-22T13:01:00Z'}, now).oldest.map(({value}) => value), [3660, 30]);
});

test('beyond so many objects the rest is one: counts are added up, of ages the highest is taken', () => {
	const object = (index: number, changedAt: string): ObjectStatus => ({object: `object ${index}`, pending: {inserts: 2}, failed: index === maxObjects ? null : 1, oldest: {insert: {changedAt}}});
	const objects = Array.from({length: maxObjects + 3}, (_, index) => object(index, index === maxObjects + 1 ? '2026-11-22T10:00:00Z' : '2026-11-22T12:00:00Z'));
	const {pending, failed, oldest} = of(...objects);
	assert.equal(pending.length, maxObjects + 1);
	const others = <T extends {labels: {object: string}; value: number}>(samples: readonly T[]) => samples.filter(({labels}) => labels.object === othersName).map(({value}) => value);
	assert.deepEqual([others(pending), others(failed), others(oldest)], [[6], [2], [3 * 3600]]);
});

test('a name without end is cut', () => {
	assert.equal(of({object: 'x'.repeat(5000), pending: {inserts: 1}}).pending[0]?.labels.object.length, 200);
});

test('the state of the sync is 1, the others 0; none where the backend doesn\'t say', () => {
	assert.deepEqual(backlogSamples({objects: [], sync: {state: 'failing'}}, now).state.map(({labels, value}) => [labels.state, value]), [['running', 0], ['paused', 0], ['failing', 1], ['stopped', 0]]);
	assert.deepEqual(of().state, []);
});
