/** One cache file, several real processes. */
import assert from 'node:assert/strict';
import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import {
	existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {after, describe, it} from 'node:test';
import {cacheFileOf, openCache, readKeptHours} from '../../../source/client/cache.ts';

const root = mkdtempSync(path.join(tmpdir(), 'cache-shared-'));
after(() => {
	rmSync(root, {recursive: true});
});

const first = 495_000;

function keeper(folder: string, from: number, count: number): ChildProcessByStdio<null, Readable, null> {
	return spawn(process.execPath, ['--import=tsx', path.join(import.meta.dirname, 'keeper.ts'), folder, String(from), String(count), '2'], {stdio: ['ignore', 'pipe', 'inherit']});
}

describe('dashboards that share a cache', () => {
	it('lose no hour of each other, with 200 writes each at the same time', async () => {
		const folder = path.join(root, 'two');
		const said = await Promise.all([first, first + 1].map(async from => text(keeper(folder, from, 200).stdout)));
		assert.deepEqual(said, ['ready\n"well"\n', 'ready\n"well"\n']);
		const kept = readKeptHours(folder, 'shared').get('lead') ?? new Map<number, unknown>();
		assert.deepEqual(kept.keys().toArray(), Array.from({length: 400}, (_, index) => (first + index) * 3_600_000));
		assert.deepEqual(readdirSync(folder), [path.basename(cacheFileOf(folder, 'shared'))]);
	});

	it('leave a whole file that only its owner can read, when one is killed in the midst of its writes', async () => {
		const folder = path.join(root, 'killed');
		const file = cacheFileOf(folder, 'shared');
		const modes = new Set<string>();
		for (let round = 0; round < 5; round++) {
			const child = keeper(folder, first + round * 200, 5000);
			await once(child.stdout, 'data'); // eslint-disable-line no-await-in-loop -- a process after the other
			const before = existsSync(file) ? statSync(file).ino : 0;
			while (!existsSync(file) || statSync(file).ino === before) {
				await new Promise(resolve => { // eslint-disable-line no-await-in-loop -- waiting
					setTimeout(resolve, 1 + round);
				});
			}

			const exited = once(child, 'exit');
			child.kill('SIGKILL');
			await exited; // eslint-disable-line no-await-in-loop -- as above
			for (const name of readdirSync(folder)) {
				modes.add((statSync(path.join(folder, name)).mode & 0o777).toString(8)); // eslint-disable-line no-bitwise -- the permissions
			}

			assert.equal(typeof JSON.parse(readFileSync(file, 'utf8')), 'object');
		}

		assert.deepEqual([...modes], ['600']);
		// The lock of the dead is no hindrance.
		const now = (first + 5000) * 3_600_000;
		const cache = openCache(folder, 'shared', {clock: () => now});
		cache.keepHours(new Map([['contact', new Map([[now, {synced: 1, failed: 0}]])]]), now);
		await cache.close();
		assert.equal(cache.problem, undefined);
		assert.equal(readKeptHours(folder, 'shared').get('contact')?.size, 1);
	});
});
