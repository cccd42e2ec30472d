import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {toErrorFilter} from '../../../source/domain/filter/to-error-filter.ts';
import {termsOf} from '../../helpers/parse-filter.ts';
import {zoneOffset} from '../../helpers/zone-offset.ts';

const now = Date.parse('2026-11-22T13:07:21Z');
const ask = (text: string, {zone = 'UTC', at = now} = {}) => toErrorFilter(termsOf(text), {now: at, offset: zoneOffset(zone)});
const times = (text: string, zone?: string) => {
	const {from, to} = ask(text, zone === undefined ? {} : {zone});
	return [from, to].filter(ms => ms !== undefined).map(ms => new Date(ms).toISOString().replace(':00.000', '')).join(' ');
};

describe('the question to the backend', () => {
	it('has the words and the fields, each with its !', () => {
		assert.deepEqual(ask('dup !"a b" object:lead object:le* op:insert !code:1007 !code:"" dir:out level:job'), {
			q: ['dup', '!a b'], object: ['lead', 'le*'], operation: ['insert'], direction: ['outbound'], code: ['!1007', '!'], level: ['job'], from: undefined, to: undefined,
		});
	});

	it('counts ages back to the full minute, so that it stays the same question for one', () => {
		assert.equal(times('since:2h until:90m'), '2026-11-22T11:07Z 2026-11-22T11:37Z');
		assert.deepEqual(ask('since:2h', {at: now + 38_000}), ask('since:2h'));
		assert.notDeepEqual(ask('since:2h', {at: now + 39_000}), ask('since:2h'));
	});

	it('begins and ends days on the reader’s clock', () => {
		assert.equal(times('since:2026-11-20 until:2026-11-20', 'Asia/Kathmandu'), '2026-11-19T18:15Z 2026-11-20T18:15Z');
		assert.equal(times('since:2026-11-20T09:30 until:2026-11-20T14:00', 'Europe/Madrid'), '2026-11-20T08:30Z 2026-11-20T13:00Z');
	});

	it('has the whole of a day on which the clock changes', () => {
		assert.equal(times('since:2026-10-25 until:2026-10-25', 'Europe/Madrid'), '2026-10-24T22:00Z 2026-10-25T23:00Z');
		assert.equal(times('since:2026-03-29 until:2026-03-29', 'Europe/Madrid'), '2026-03-28T23:00Z 2026-03-29T22:00Z');
	});

	it('has it where the clock changes at midnight: to 1:00 in March, from 1:00 back to 0:00 in November', () => {
		assert.equal(times('since:2026-03-08 until:2026-03-08', 'America/Havana'), '2026-03-08T05:00Z 2026-03-09T04:00Z');
		assert.equal(times('since:2026-11-01 until:2026-11-01', 'America/Havana'), '2026-11-01T04:00Z 2026-11-02T05:00Z');
	});

	it('takes a time that the clock shows twice for the first, and one that it leaves out for as much after the change', () => {
		assert.equal(times('since:2026-10-25T02:30', 'Europe/Madrid'), '2026-10-25T00:30Z');
		assert.equal(times('since:2026-03-29T02:30', 'Europe/Madrid'), '2026-03-29T01:30Z');
	});

	it('stays within what RFC 3339 can tell', () => {
		assert.equal(times('since:0000-01-01 until:9999-12-31', 'Asia/Kathmandu'), '1970-01-01T00:00Z 9999-12-31T18:15Z');
		assert.equal(times('since:99999w until:9999-12-31', 'America/Havana'), '1970-01-01T00:00Z 9999-12-31T23:59:59.999Z');
	});
});
