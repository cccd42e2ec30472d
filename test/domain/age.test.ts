import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatAge, formatPause} from '../../source/domain/age.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test('an age below a minute is in seconds, cut off rather than rounded', () => {
	assert.deepEqual([0, 999, second, 5 * second, minute - 1].map(ms => formatAge(ms)), ['0s', '0s', '1s', '5s', '59s']);
});

test('an age below an hour is in minutes alone', () => {
	assert.deepEqual([minute, (12 * minute) + (59 * second), hour - 1].map(ms => formatAge(ms)), ['1m', '12m', '59m']);
});

test('from an hour on there are two units, the smaller one only if it says something', () => {
	const ages = [hour, (2 * hour) + (14 * minute), day - 1, day, (3 * day) + (4 * hour), (364 * day) + (23 * hour)];
	assert.deepEqual(ages.map(ms => formatAge(ms)), ['1h', '2h 14m', '23h 59m', '1d', '3d 4h', '364d 23h']);
});

test('from a year on the years are enough', () => {
	assert.deepEqual([365 * day, (5 * 365 * day) + (200 * day)].map(ms => formatAge(ms)), ['1y', '5y']);
});

test('what lies in the future has waited for no time, and what is no time is not available', () => {
	assert.deepEqual([-1, -hour, NaN, Infinity].map(ms => formatAge(ms)), ['0s', '0s', 'N/A', 'N/A']);
});

test('a pause between two polls is told as one would set it', () => {
	assert.deepEqual([500, second, 1500, 59 * second, 2 * minute, hour].map(ms => formatPause(ms)), ['0.5s', '1s', '1.5s', '59s', '2m', '1h']);
});
