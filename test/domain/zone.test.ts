import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {zoneNamed} from '../../source/domain/zone.ts';
import {ms} from '../helpers/sync-samples.ts';

describe('times without a zone', () => {
	const cases: ReadonlyArray<readonly [zone: string, wall: string, utc: string]> = [
		['Europe/Madrid', '2026-11-22T14:07:21.500Z', '2026-11-22T13:07:21.500Z'],
		['Europe/Madrid', '2026-07-01T14:00:00Z', '2026-07-01T12:00:00Z'],
		['Asia/Kathmandu', '2026-11-22T18:45:00Z', '2026-11-22T13:00:00Z'],
		['America/New_York', '1969-12-31T19:00:00Z', '1970-01-01T00:00:00Z'],
		['Australia/Lord_Howe', '2026-01-01T11:00:00Z', '2026-01-01T00:00:00Z'],
	];
	for (const [zone, wall, utc] of cases) {
		test(`${wall} in ${zone} is ${utc}`, () => {
			assert.equal(zoneNamed(zone).toUtc(ms(wall)), ms(utc));
			assert.equal(zoneNamed(zone).toWall(ms(utc)), ms(wall));
		});
	}

	test('that come twice are the first, and those that never come are an hour later', () => {
		const {toUtc, toWall} = zoneNamed('Europe/Madrid');
		assert.equal(toUtc(ms('2026-10-25T02:30:00Z')), ms('2026-10-25T00:30:00Z'));
		assert.equal(toWall(toUtc(ms('2026-03-29T02:30:00Z'))), ms('2026-03-29T03:30:00Z'));
	});

	test('of UTC are moments', () => {
		assert.equal(zoneNamed('UTC').isUtc, true);
		assert.equal(zoneNamed('Europe/Madrid').isUtc, false);
	});
});
