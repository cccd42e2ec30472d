
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {Throughput} from '../../../source/contract/throughput.ts';
import type {OpenBackend} from '../backend-suite.ts';
import {
	change, failed, hours, ms, skipped, synced,
} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

const shown = ({buckets}: Throughput) => buckets.map(({object, start, synced: good, failed: bad}) => `${object} ${start.slice(11, 16)} ${Number(good)}/${Number(bad)}`);

export function throughputSuite(open: OpenBackend): void {
	describe('throughput', () => {
		withBackend(open, 'has what ended in the hour in which it ended, whenever that was reported', async ({ingest, throughput}) => {
			await ingest.changes(['1', '2', '3', '4', '5'].map(id => change(id)));
			await ingest.results([synced('1', '2026-11-22T11:59:59.999Z'), synced('2', '2026-11-22T12:00:00Z'), failed('3', {at: '2026-11-22T12:59:59Z'}), skipped('4')]);
			const answer = await throughput(hours('2026-11-22T11:00:00Z', '2026-11-22T14:00:00Z'));
			assert.deepEqual(shown(answer), ['lead 11:00 1/0', 'lead 12:00 1/1']);
			assert.deepEqual([answer.from, answer.to, answer.resolution], ['2026-11-22T11:00:00.000Z', '2026-11-22T14:00:00.000Z', 'PT1H']);
		});

		withBackend(open, 'has the hours of whoever asks: in Kathmandu they begin at a quarter past', async ({ingest, throughput}) => {
			await ingest.history([
				{object: 'lead', start: '2026-11-22T07:00:00Z', synced: 1, failed: 0},
				{object: 'lead', start: '2026-11-22T07:15:00Z', synced: 10, failed: 0},
				{object: 'lead', start: '2026-11-22T08:00:00Z', synced: 100, failed: 2},
				{object: 'lead', start: '2026-11-22T08:15:00Z', synced: 1000, failed: 0},
			]);
			assert.deepEqual(shown(await throughput(hours('2026-11-22T07:15:00Z', '2026-11-22T09:15:00Z'))), ['lead 07:15 110/2', 'lead 08:15 1000/0']);
			assert.deepEqual(
				shown(await throughput(hours('2026-11-22T07:00:00Z', '2026-11-22T08:15:00Z', {resolution: 'PT15M'}))),
				['lead 07:00 1/0', 'lead 07:15 10/0', 'lead 08:00 100/2'],
			);
		});

		withBackend(open, 'leaves out what lies outside the question, and other objects where one is asked for', async ({ingest, throughput}) => {
			await ingest.history(['lead', 'contact'].flatMap(object => ['11:45', '12:00', '12:45', '13:00'].map(time => ({
				object, start: `2026-11-22T${time}:00Z`, synced: 1, failed: 0,
			}))));
			assert.deepEqual(shown(await throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z'))), ['lead 12:00 2/0', 'contact 12:00 2/0']);
			assert.deepEqual(shown(await throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z', {object: 'contact'}))), ['contact 12:00 2/0']);
			assert.deepEqual(shown(await throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z', {object: 'ghost'}))), []);
		});

		withBackend(open, 'of a quarter hour is set by history, not added', async ({ingest, throughput}) => {
			await ingest.changes([change('1')]);
			await ingest.results([synced('1')]);
			const quarter = {object: 'lead', start: '2026-11-22T13:00:00Z', failed: 0};
			assert.deepEqual(await ingest.history([{...quarter, synced: 5}, {...quarter, synced: 7}]), {accepted: 2});
			assert.deepEqual(shown(await throughput(hours('2026-11-22T13:00:00Z', '2026-11-22T14:00:00Z'))), ['lead 13:00 7/0']);
		});

		withBackend(open, 'is known from the quarter hour in which the ledger began to the end of the running one', async ({throughput}) => {
			const {coverage} = await throughput(hours('2026-11-22T10:00:00Z', '2026-11-22T15:00:00Z'));
			assert.deepEqual(coverage, {from: '2026-11-22T13:00:00.000Z', to: '2026-11-22T13:15:00.000Z'});
		});

		withBackend(open, 'is known as far back as history goes, within what is asked', async ({ingest, throughput}) => {
			await ingest.history([{object: 'lead', start: '2026-11-22T08:30:00Z', synced: 0, failed: 0}]);
			const coverageOf = async (from: string, to: string) => (await throughput(hours(from, to))).coverage;
			assert.deepEqual(await coverageOf('2026-11-22T08:00:00Z', '2026-11-22T15:00:00Z'), {from: '2026-11-22T08:30:00.000Z', to: '2026-11-22T13:15:00.000Z'});
			assert.deepEqual(await coverageOf('2026-11-22T09:00:00Z', '2026-11-22T10:00:00Z'), {from: '2026-11-22T09:00:00.000Z', to: '2026-11-22T10:00:00.000Z'});
			assert.equal(await coverageOf('2026-11-22T07:00:00Z', '2026-11-22T08:00:00Z'), null);
		});

		withBackend(open, 'is the same answer for the whole quarter hour, if nothing ends', async ({throughput}, clock) => {
			const question = hours('2026-11-22T10:00:00Z', '2026-11-22T15:00:00Z');
			const before = await throughput(question);
			clock.now = ms('2026-11-22T13:14:59.999Z');
			assert.deepEqual(await throughput(question), before);
			clock.now = ms('2026-11-22T13:15:00Z');
			assert.equal((await throughput(question)).coverage?.to, '2026-11-22T13:30:00.000Z');
		});
	});
}
