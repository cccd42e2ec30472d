/** What is kept of a connection, in real files. */
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {
	cacheFileOf, noCache, openCache, readKeptHours, type CacheProblem, type KeptViews,
} from '../../source/client/cache.ts';
import type {RecalledHours} from '../../source/domain/throughput.ts';
import {cannotMount, mountOn} from '../helpers/tmpfs.ts';
import {errorsPage, service, status} from '../helpers/sample.ts';

const root = mkdtempSync(path.join(tmpdir(), 'cache-'));
after(() => {
	rmSync(root, {recursive: true});
});

let count = 0;
const newFolder = () => path.join(root, String(count++), 'sync-tui');

const hour = 3_600_000;
const day = 24 * hour;
const noon = Date.parse('2026-11-22T12:00:00Z');
const hours = (...starts: number[]): RecalledHours => new Map([['lead', new Map(starts.map(start => [start, {synced: start / hour % 24, failed: undefined}]))]]);
const open = (folder: string, now = noon, connection = 'https://a.example') => openCache(folder, connection, {clock: () => now});

/** A run that keeps something, and ends. */
async function keep(folder: string, work: (cache: ReturnType<typeof openCache>) => void, now = noon): Promise<ReturnType<typeof openCache>> {
	const cache = open(folder, now);
	work(cache);
	await cache.close();
	return cache;
}

const views: KeptViews = {
	tab: 'errors', statusView: 'last-hour', errorsView: 'causes',
	sort: {backlog: {column: 'oldest', descending: true}, 'last-hour': undefined, errors: {column: 'code', descending: false}},
	filters: {status: 'lead', errors: 'code:1007'}, history: {status: ['lead'], errors: []},
	selected: {status: {key: 'lead', index: 3, line: 2}, errors: undefined, causes: undefined}, errorsVisitedAt: noon,
};
const answers = {
	service: {key: '/v1', at: noon, data: service},
	status: {key: '/v1/status', at: noon, data: status},
	errors: {key: 'e', at: noon - 1, data: errorsPage},
};

/** JSON has no undefined. */
const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify(value)); // eslint-disable-line unicorn/prefer-structured-clone -- that would keep it

/** The file of the connection, with this in it. */
function written(folder: string, text: string): string {
	mkdirSync(folder, {recursive: true});
	const file = cacheFileOf(folder, 'https://a.example');
	writeFileSync(file, text);
	return file;
}

describe('the cache of a connection', () => {
	it('gives the next run the hours, views and answers that this one kept', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepHours(hours(noon - hour), noon);
			cache.keepHours(hours(noon - hour, noon), noon);
			cache.keepViews(views);
			cache.keepAnswers(answers);
		});
		const {kept, problem} = open(folder);
		assert.deepEqual(kept.hours, hours(noon - hour, noon));
		assert.deepEqual(kept.views, asKept(views));
		assert.deepEqual(kept.answers, asKept(answers));
		assert.equal(problem, undefined);
	});

	it('is of one connection alone, for its owner alone, whatever the folder let in before', async () => {
		const folder = newFolder();
		mkdirSync(folder, {recursive: true, mode: 0o755});
		const cache = openCache(folder, 'https://a.example');
		cache.keepViews(views);
		await cache.close();
		assert.equal(openCache(folder, 'https://b.example').kept.views, undefined);
		const modes = [folder, cacheFileOf(folder, 'https://a.example')].map(place => (statSync(place).mode & 0o777).toString(8)); // eslint-disable-line no-bitwise -- the permissions
		assert.deepEqual(modes, ['700', '600']);
	});

	it('writes what changes within a second, and nothing where nothing changed', async () => {
		const folder = newFolder();
		const cache = openCache(folder, 'a', {soon: 10});
		cache.keepViews(views);
		const file = cacheFileOf(folder, 'a');
		await until(() => existsSync(file));
		const before = statSync(file, {bigint: true});
		cache.keepViews({...views});
		cache.keepHours(new Map(), noon);
		cache.keepAnswers({});
		await cache.close();
		assert.equal(statSync(file, {bigint: true}).ino, before.ino);
	});

	it('leaves the last answers standing where only others came', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepAnswers(answers);
		});
		await keep(folder, cache => {
			cache.keepAnswers({status: {...answers.status, at: noon + 5}});
		});
		const {status: kept, errors} = open(folder).kept.answers;
		assert.deepEqual([kept?.at, errors?.at], [noon + 5, noon - 1]);
	});

	it('lets go of hours that are older than 35 days, or lie in the future', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepHours(hours(noon, noon + 400 * day), noon);
		});
		const later = noon + 36 * day;
		await keep(folder, cache => {
			cache.keepHours(hours(later), later);
		}, later);
		assert.deepEqual(readKeptHours(folder, 'https://a.example'), hours(later));
	});

	it('shows the screens two days of hours, and keeps the rest', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepHours(hours(noon - 10 * day, noon - hour), noon);
		});
		assert.deepEqual(open(folder).hours(), hours(noon - hour));
		assert.deepEqual(readKeptHours(folder, 'https://a.example'), hours(noon - 10 * day, noon - hour));
	});

	it('takes exact hours for better than those counted from polls, whichever come first', async () => {
		const folder = newFolder();
		const one = (synced: number, isPartial?: true) => new Map([['lead', new Map([[noon, {synced, failed: 0, ...(isPartial && {isPartial})}]])]]);
		for (const [added, expected] of [[one(5, true), one(5, true)], [one(3, true), one(5, true)], [one(9), one(9)], [one(12, true), one(9)], [one(8), one(8)]] as const) {
			// eslint-disable-next-line no-await-in-loop -- a run after the other
			await keep(folder, cache => {
				cache.keepHours(added, noon);
			});
			assert.deepEqual(open(folder).hours(), expected);
		}
	});

	it('reads what version 1 kept, and writes version 2', async () => {
		const folder = newFolder();
		const file = written(folder, JSON.stringify({
			version: 1, hours: {lead: [[noon / 1000, 12, null]]},
			views: {filters: {status: 'lead', errors: ''}, history: {status: ['lead'], errors: []}, errorsVisitedAt: noon},
		}));
		const {kept} = await keep(folder, cache => {
			cache.keepHours(hours(noon + hour), noon);
		});
		assert.deepEqual(kept.hours, hours(noon));
		assert.equal(kept.views?.filters.status, 'lead');
		assert.match(readFileSync(file, 'utf8'), /^\{"version":2,/v);
		assert.deepEqual(open(folder).hours(), hours(noon, noon + hour));
		assert.equal(open(folder).kept.views?.errorsVisitedAt, noon);
	});

	it('takes names such as __proto__ for names', async () => {
		const folder = newFolder();
		const odd = new Map(['__proto__', 'constructor', 'toString'].map(name => [name, new Map([[noon, {synced: 1, failed: 0}]])]));
		await keep(folder, cache => {
			cache.keepHours(odd, noon);
		});
		assert.deepEqual(open(folder).hours(), odd);
	});

	it('holds each answer against the contract on its own', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepAnswers(answers);
		});
		const file = cacheFileOf(folder, 'https://a.example');
		writeFileSync(file, readFileSync(file, 'utf8').replace('"inserts":1204', '"inserts":-1'));
		const {kept, problem} = open(folder);
		assert.deepEqual(Object.keys(kept.answers), ['service', 'errors']);
		assert.equal(problem, undefined);
	});

	it('leaves out views and hours that don’t fit, and keeps the rest of them', () => {
		const folder = newFolder();
		written(folder, JSON.stringify({
			version: 2, hours: {lead: [['x', 1, 2], [noon / 1000, 12, null], [1, -1, 0]], contact: 7},
			views: {...views, tab: 'elsewhere', sort: {errors: {column: 7}}, history: 'none'}, answers: [],
		}));
		const {kept} = open(folder);
		assert.deepEqual(kept.hours, hours(noon));
		assert.deepEqual([kept.views?.tab, kept.views?.statusView, kept.views?.sort?.errors, kept.views?.history.status], [undefined, 'last-hour', undefined, []]);
	});
});

describe('a cache that is too large', () => {
	it('keeps no answer of more than a mebibyte, and the others', async () => {
		const folder = newFolder();
		const long = {...errorsPage, items: errorsPage.items.map(item => ({...item, message: 'é'.repeat(200_000)}))};
		await keep(folder, cache => {
			cache.keepAnswers({...answers, errors: {...answers.errors, data: long}});
		});
		assert.deepEqual(Object.keys(open(folder).kept.answers), ['service', 'status']);
	});

	const many = (objects: number) => {
		const starts = Array.from({length: 840}, (_, index) => noon - index * hour);
		return new Map(Array.from({length: objects}, (_, index) => [`object-${index}`, new Map(starts.map(start => [start, {synced: 1_000_000, failed: 1000}]))]));
	};

	it('has room for all hours of 50 objects', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepHours(many(50), noon);
		});
		assert.ok(statSync(cacheFileOf(folder, 'https://a.example')).size < 1.5 * 1024 * 1024);
		assert.ok(readKeptHours(folder, 'https://a.example').values().every(list => list.size === 840));
	});

	it('lets go of the oldest hours of all objects, and stays below 5 MiB', async () => {
		const folder = newFolder();
		await keep(folder, cache => {
			cache.keepHours(many(400), noon);
			cache.keepAnswers(answers);
		});
		const size = statSync(cacheFileOf(folder, 'https://a.example')).size / 1024 / 1024;
		assert.ok(size > 4.9 && size <= 5, `${size} MiB`);
		const kept = readKeptHours(folder, 'https://a.example');
		assert.equal(kept.size, 400);
		const lengths = new Set(kept.values().map(list => list.size));
		assert.equal(lengths.size, 1);
		assert.ok(kept.values().every(list => list.has(noon)));
		assert.deepEqual(Object.keys(open(folder).kept.answers), ['service', 'status', 'errors']);
	});
});

describe('a file that is of no use', () => {
	for (const [why, text] of [
		['corrupt', ''],
		['corrupt', '{"version": 1, "hou'],
		['foreign', '[]'],
		['foreign', '{"name": "other", "version": "1.0.0"}'],
		['foreign', '{"version": 2, "hours": [1]}'],
		['newer', '{"version": 3, "hours": {}}'],
	] as const) {
		it(`is set aside, and said once: ${why}, ${JSON.stringify(text)}`, async () => {
			const folder = newFolder();
			const file = written(folder, text);
			const cache = open(folder, Date.parse('2026-11-23T04:15:00Z'));
			const told: Array<CacheProblem | undefined> = [];
			cache.onProblem(problem => {
				told.push(problem);
			});
			assert.deepEqual([cache.kept.hours.size, cache.kept.views], [0, undefined]);
			cache.keepViews(views);
			await cache.close();
			cache.keepViews({...views, tab: 'status'});
			await cache.close();
			const aside = `${file}.corrupt-20261123T041500Z`;
			assert.deepEqual(told, [{kind: 'set-aside', file: aside, why}]);
			assert.deepEqual(cache.problem, told[0]);
			assert.equal(readFileSync(aside, 'utf8'), text);
			assert.equal(open(folder).kept.views?.tab, 'status');
		});
	}

	it('is kept beside the file three times at most', async () => {
		const folder = newFolder();
		for (let minute = 0; minute < 5; minute++) {
			written(folder, `no JSON ${minute}`);
			// eslint-disable-next-line no-await-in-loop -- a run after the other
			await keep(folder, () => undefined, noon + minute * 60_000);
		}

		const name = path.basename(cacheFileOf(folder, 'https://a.example'));
		assert.deepEqual(readdirSync(folder).toSorted(), [2, 3, 4].map(minute => `${name}.corrupt-20261122T120${minute}00Z`));
	});

	it('stays what it is where a newer program has begun to write it meanwhile', async () => {
		const folder = newFolder();
		const cache = open(folder);
		const file = written(folder, '{"version": 3}');
		cache.keepViews(views);
		await cache.close();
		assert.deepEqual(cache.problem, {kind: 'unwritable', path: file, reason: 'newer'});
		assert.equal(readFileSync(file, 'utf8'), '{"version": 3}');
	});
});

describe('a cache that can’t be written', () => {
	it('lives as long as the run, and says so: a file where the folder should be', async () => {
		const place = path.join(root, 'file');
		writeFileSync(place, '');
		const folder = path.join(place, 'sync-tui');
		const cache = await keep(folder, ({keepHours}) => {
			keepHours(hours(noon), noon);
		});
		assert.deepEqual(cache.hours(), hours(noon));
		assert.deepEqual(cache.problem, {kind: 'unwritable', path: cacheFileOf(folder, 'https://a.example'), reason: 'ENOTDIR'});
	});

	it('does not replace what it may not read', async () => {
		const folder = newFolder();
		const file = cacheFileOf(folder, 'https://a.example');
		mkdirSync(file, {recursive: true});
		const cache = await keep(folder, ({keepViews}) => {
			keepViews(views);
		});
		assert.deepEqual(cache.problem, {kind: 'unwritable', path: file, reason: 'EISDIR'});
		assert.ok(statSync(file).isDirectory());
	});

	it('says so where the folder’s permissions forbid it', {skip: process.getuid?.() === 0 && 'root may write anywhere'}, async () => { // eslint-disable-line node-test/no-skip-test -- where it can't be seen
		const folder = newFolder();
		mkdirSync(path.dirname(folder), {recursive: true});
		chmodSync(path.dirname(folder), 0o500);
		const {problem} = await keep(folder, ({keepViews}) => {
			keepViews(views);
		});
		chmodSync(path.dirname(folder), 0o700);
		assert.equal(problem?.kind === 'unwritable' && problem.reason, 'EACCES');
	});

	it('tells of a full disk and of one for reading alone, and goes on keeping once there is room', {skip: cannotMount()}, async () => { // eslint-disable-line node-test/no-skip-test -- where it can't be made
		const disk = path.join(root, 'disk');
		using tmpfs = mountOn(disk, 'size=64k');
		const folder = path.join(disk, 'sync-tui');
		const cache = open(folder);
		const told: Array<string | undefined> = [];
		cache.onProblem(problem => {
			told.push(problem?.kind === 'unwritable' ? problem.reason : problem?.kind);
		});
		const round = async (tab: 'status' | 'errors') => {
			cache.keepViews({...views, tab});
			await cache.close();
		};

		await round('status');
		writeFileSync(path.join(disk, 'filler'), Buffer.alloc(52 * 1024));
		cache.keepAnswers({status: {...answers.status, data: {objects: Array.from({length: 400}, (_, index) => ({object: `o${index}`, pending: {}}))}}});
		await round('errors');
		assert.deepEqual(told, ['ENOSPC']);
		// What was kept before stands, and nothing half-written.
		assert.equal(open(folder).kept.views?.tab, 'status');
		assert.equal(readdirSync(folder).length, 1);
		tmpfs.remount('ro');
		await round('status');
		assert.deepEqual(told, ['ENOSPC', 'EROFS']);
		tmpfs.remount('rw,size=2m');
		await round('errors');
		assert.deepEqual(told, ['ENOSPC', 'EROFS', undefined]);
		assert.equal(cache.problem, undefined);
		assert.deepEqual([open(folder).kept.views?.tab, open(folder).kept.answers.status?.data.objects.length], ['errors', 400]);
	});
});

describe('no cache', () => {
	it('remembers hours as long as the run lasts', async () => {
		const cache = noCache();
		cache.keepHours(hours(noon), noon);
		cache.keepViews(views);
		await cache.close();
		assert.deepEqual([cache.hours(), cache.problem, cache.kept.views], [hours(noon), undefined, undefined]);
	});
});

async function until(isDone: () => boolean): Promise<void> {
	while (!isDone()) {
		await new Promise(resolve => { // eslint-disable-line no-await-in-loop -- waiting
			setImmediate(resolve);
		});
	}
}
