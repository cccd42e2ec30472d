import assert from 'node:assert/strict';
import {
	existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {openCache} from '../../source/client/cache.ts';
import {clearCache} from '../../source/commands/cache.ts';

const root = mkdtempSync(path.join(tmpdir(), 'cache-clear-'));
after(() => {
	rmSync(root, {recursive: true});
});

async function clear(home: string) {
	const said = {stdout: '', stderr: ''};
	const stream = (name: 'stdout' | 'stderr') => ({
		write(text: string) {
			said[name] += text;
		},
	});
	const code = await clearCache({XDG_CACHE_HOME: home}, {stdout: stream('stdout'), stderr: stream('stderr')});
	return {code, ...said};
}

describe('sync-tui cache clear', () => {
	it('removes what was kept of every connection, and says how much it was and where', async () => {
		const home = path.join(root, 'full');
		const folder = path.join(home, 'sync-tui');
		for (const connection of ['a', 'b']) {
			const cache = openCache(folder, connection);
			cache.keepHours(new Map([['lead', new Map([[Date.now(), {synced: 1, failed: 0}]])]]), Date.now());
			await cache.close(); // eslint-disable-line no-await-in-loop -- one after the other
		}

		const [name = ''] = readdirSync(folder);
		for (const other of [`${name}.lock`, `${name}.corrupt-20261123T041500Z`, `${name}.7f0c.tmp`]) {
			writeFileSync(path.join(folder, other), '');
		}

		assert.deepEqual(await clear(home), {code: 0, stdout: `Removed 5 files from ${folder}.\n`, stderr: ''});
		assert.deepEqual(readdirSync(folder), []);
	});

	it('leaves alone what isn’t named as its own', async () => {
		const home = path.join(root, 'others');
		const folder = path.join(home, 'sync-tui');
		mkdirSync(path.join(folder, '0123456789abcdef.json'), {recursive: true});
		const others = ['notes.json', '0123456789abcdef.json.bak', '0123456789ABCDEF.json', 'package.lock', 'x0123456789abcdef.json'];
		for (const other of others) {
			writeFileSync(path.join(folder, other), '');
		}

		assert.equal((await clear(home)).code, 0);
		assert.deepEqual(readdirSync(folder).toSorted(), ['0123456789abcdef.json', ...others].toSorted());
	});

	it('says that there is nothing', async () => {
		const home = path.join(root, 'empty');
		assert.deepEqual(await clear(home), {code: 0, stdout: `Nothing is kept in ${path.join(home, 'sync-tui')}.\n`, stderr: ''});
		assert.ok(!existsSync(home));
	});

	it('says in a line what it can’t look at', async () => {
		const home = path.join(root, 'odd');
		mkdirSync(home);
		writeFileSync(path.join(home, 'sync-tui'), '');
		const {code, stdout, stderr} = await clear(home);
		assert.deepEqual([code, stdout], [1, '']);
		assert.match(stderr, /^sync-tui cache clear: .*ENOTDIR.*\n$/v);
	});
});
