import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
	formatClock, formatDay, formatHourRange, hourStart, lastFullHour, systemOffset, type ZoneOffset,
} from '../../source/domain/hours.ts';
import {zoneOffset} from '../helpers/zone-offset.ts';

const utcOffset: ZoneOffset = () => 0;
const madrid = zoneOffset('Europe/Madrid');
const kathmandu = zoneOffset('Asia/Kathmandu');
const stJohns = zoneOffset('America/St_Johns');
const ms = (time: string) => Date.parse(time);

const lastHourOf = (now: string, offset: ZoneOffset) => {
	const {from, to} = lastFullHour(ms(now), offset);
	return [new Date(from).toISOString(), new Date(to).toISOString(), formatHourRange(from, to, offset)];
};

describe('the last full hour', () => {
	test('at 14:07 is 13:00 to 14:00', () => {
		assert.deepEqual(lastHourOf('2026-11-22T13:07:21Z', madrid), ['2026-11-22T12:00:00.000Z', '2026-11-22T13:00:00.000Z', '13:00–14:00']);
	});

	test('has just ended when the clock shows a full hour', () => {
		assert.equal(lastHourOf('2026-11-22T13:00:00Z', madrid)[2], '13:00–14:00');
		assert.equal(lastHourOf('2026-11-22T12:59:59.999Z', madrid)[2], '12:00–13:00');
	});

	test('is the hour of the wall clock in Kathmandu, a quarter hour off those of UTC', () => {
		assert.deepEqual(lastHourOf('2026-11-22T08:20:00Z', kathmandu), ['2026-11-22T07:15:00.000Z', '2026-11-22T08:15:00.000Z', '13:00–14:00']);
	});

	test('is right west of Greenwich in a half-hour zone', () => {
		assert.deepEqual(lastHourOf('2026-11-22T17:40:00Z', stJohns), ['2026-11-22T16:30:00.000Z', '2026-11-22T17:30:00.000Z', '13:00–14:00']);
	});

	test('ends at 00:00, never at 24:00', () => {
		assert.equal(lastHourOf('2026-11-22T23:10:00Z', madrid)[2], '23:00–00:00');
	});

	test('is one hour of real time after the clocks went forward', () => {
		// In Madrid 2:00 became 3:00 at 01:00Z.
		assert.deepEqual(lastHourOf('2026-03-29T01:30:00Z', madrid), ['2026-03-29T00:00:00.000Z', '2026-03-29T01:00:00.000Z', '01:00–03:00']);
	});

	test('is one hour of real time after the clocks went back', () => {
		// In Madrid 3:00 became 2:00 at 01:00Z: the hour from 2:00 came twice.
		assert.deepEqual(lastHourOf('2026-10-25T01:30:00Z', madrid), ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z', '02:00–02:00']);
	});

	test('is right before 1970', () => {
		assert.equal(new Date(hourStart(ms('1969-12-31T23:10:00Z'), utcOffset)).toISOString(), '1969-12-31T23:00:00.000Z');
	});
});

describe('times on the screen', () => {
	test('are those of the zone', () => {
		assert.equal(formatClock(ms('2026-11-22T13:07:21Z'), madrid), '14:07');
		assert.equal(formatClock(ms('2026-11-22T00:04:00Z'), utcOffset), '00:04');
	});

	test('have the day of the zone', () => {
		assert.equal(formatDay(ms('2026-11-22T22:59:59Z'), madrid), '2026-11-22');
		assert.equal(formatDay(ms('2026-11-22T23:00:00Z'), madrid), '2026-11-23');
	});
});

describe('the offset of a zone', () => {
	test('of the system is that of the zone it runs in', () => {
		const now = ms('2026-07-15T12:00:00Z');
		assert.equal(systemOffset(now), zoneOffset(new Intl.DateTimeFormat().resolvedOptions().timeZone)(now));
	});
});
