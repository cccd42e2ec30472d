import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {openCache} from '../../source/client/cache.ts';
import {anyOther, hoursByObject, hoursToKeep, type Hour} from '../../source/domain/throughput.ts';

const hoursOf = (byObject: ReadonlyMap<string, readonly Hour[]>, object: string) => byObject.get(object) ?? byObject.get(anyOther) ?? [];

const root = mkdtempSync(path.join(tmpdir(), 'cache-'));
after(() => {
	rmSync(root, {recursive: true});
});

let count = 0;
const newFolder = () => path.join(root, String(count++), 'sync-tui');

const hour = 3_600_000;
const noon = Date.parse('2026-11-22T12:00:00Z');
const hours = (...starts: number[]) => new Map([['lead', new Map(starts.map(start => [start, {synced: start / hour % 24, failed: undefined}]))]]);

describe('the cache of a connection', () => {
	it('gives the next run the hours that this one kept, each once', async () => {
		const folder = newFolder();
		const first = await openCache(folder, 'https://a.example');
		await first.keep(hours(noon - hour), noon);
		await first.keep(hours(noon - hour, noon), noon);
		const second = await openCache(folder, 'https://a.example');
		assert.deepEqual(second.hours(), hours(noon - hour, noon));
	});

	it('is of one connection alone, in a folder of its owner alone', async () => {
		const folder = newFolder();
		const cache = await openCache(folder, 'https://a.example');
		await cache.keep(hours(noon), noon);
		const other = await openCache(folder, 'https://b.example');
		assert.equal(other.hours().size, 0);
		assert.equal(statSync(folder).mode & 0o777, 0o700); // eslint-disable-line no-bitwise -- the permissions
	});

	it('lets go of what is older than 35 days', async () => {
		const folder = newFolder();
		const cache = await openCache(folder, 'a');
		await cache.keep(hours(noon), noon);
		await cache.keep(hours(noon + 36 * 24 * hour), noon + 36 * 24 * hour);
		assert.deepEqual([...cache.hours().get('lead')?.keys() ?? []], [noon + 36 * 24 * hour]);
	});

	for (const text of ['', '{"version": 1, "hou', '[]', '{"version": 2, "hours": {}}', '{"version": 1, "hours": {"lead": [["x", 1, 2]]}}']) {
		it(`takes a file that holds ${JSON.stringify(text)} for empty`, async () => {
			const folder = newFolder();
			const cache = await openCache(folder, 'a');
			await cache.keep(hours(noon), noon);
			const [name = ''] = readdirSync(folder);
			writeFileSync(path.join(folder, name), text);
			const next = await openCache(folder, 'a');
			assert.equal(next.hours().size, 0);
			await next.keep(hours(noon), noon);
			assert.match(readFileSync(path.join(folder, name), 'utf8'), /"version": 1,[\s\S]*"lead"/v);
		});
	}

	it('goes without where nothing can be written', async () => {
		const file = path.join(root, 'file');
		writeFileSync(file, '');
		const cache = await openCache(path.join(file, 'sync-tui'), 'a');
		await cache.keep(hours(noon), noon);
		assert.deepEqual(cache.hours(), hours(noon));
	});
});

describe('hours of earlier runs', () => {
	const answer = {
		from: '2026-11-22T10:00:00Z', to: '2026-11-22T13:00:00Z', resolution: 'PT1H' as const,
		coverage: {from: '2026-11-22T12:00:00Z', to: '2026-11-22T13:00:00Z'},
		buckets: [{object: 'lead', start: '2026-11-22T12:00:00Z', synced: 7, failed: 0}],
	};

	it('stand in for those that the backend no longer knows, and never for those that it knows', () => {
		const recalled = hours(noon - hour, noon);
		assert.deepEqual(hoursOf(hoursByObject(answer, {from: noon - 2 * hour, to: noon + hour}, recalled), 'lead').map(({synced}) => synced?.value), [undefined, 11, 7]);
	});

	it('are kept where the backend knows them exactly: a gap stays a gap', () => {
		assert.deepEqual(hoursToKeep(answer), new Map([['lead', new Map([[noon, {synced: 7, failed: 0}]])]]));
	});
});
