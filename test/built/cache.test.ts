/** The built program between two runs: what it last knew stands at once, whatever has become of the backend and of what was kept. */
import assert from 'node:assert/strict';
import {
	mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {cacheFileOf} from '../../source/client/cache.ts';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';

const root = mkdtempSync(path.join(tmpdir(), 'sync-tui-between-runs-'));
after(() => {
	rmSync(root, {recursive: true});
});

let count = 0;
const newHome = () => path.join(root, String(count++));

async function open(home: string, args: readonly string[]): Promise<TestTerminal> {
	return openTerminal(process.execPath, ['build/cli.js', ...args], {env: {XDG_CACHE_HOME: home}});
}

async function quit(terminal: TestTerminal): Promise<void> {
	terminal.press('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
}

describe('a second run', () => {
	it('begins with the last view, also where nobody answers any more', async () => {
		const home = newHome();
		const backend = await smallBackend();
		await using first = await open(home, ['--url', backend.url]);
		await first.waitFor(/▌ Lead +1,204 +9,310 +10,514/v);
		first.press('down', 's');
		await first.waitFor(/▌ Contact/v);
		await quit(first);
		await backend[Symbol.asyncDispose]();
		await using second = await open(home, ['--url', backend.url]);
		await second.waitFor(/OFFLINE[\s\S]*Lead +1,204 +9,310 +10,514[\s\S]*▌ Contact/v);
		second.press('enter');
		await second.waitFor(/Inserts/v);
		second.press('escape');
		await second.waitFor(/▌ Contact/v);
		await quit(second);
	});

	it('goes on without what was damaged, and says so once', async () => {
		const home = newHome();
		await using backend = await smallBackend();
		mkdirSync(path.join(home, 'sync-tui'), {recursive: true});
		writeFileSync(cacheFileOf(path.join(home, 'sync-tui'), backend.url), '{"version": 2, "hou');
		await using first = await open(home, ['--url', backend.url]);
		await first.waitFor(/▌ Lead[\s\S]*damaged; it is set aside as/v);
		await quit(first);
		await using second = await open(home, ['--url', backend.url]);
		await second.waitFor(/▌ Lead/v);
		await quit(second);
		assert.doesNotMatch(second.text(), /set aside/v);
		assert.equal(readdirSync(path.join(home, 'sync-tui')).filter(name => name.includes('corrupt')).length, 1);
	});

	it('runs where nothing can be kept, and says so in the header', async () => {
		const home = newHome();
		writeFileSync(home, '');
		await using backend = await smallBackend();
		await using terminal = await open(home, ['--url', backend.url]);
		await terminal.waitFor(/the cache can’t be written[\s\S]*▌ Lead/v);
		await quit(terminal);
	});

	it('keeps nothing with --no-cache', async () => {
		const home = newHome();
		await using backend = await smallBackend();
		await using terminal = await open(home, ['--no-cache', '--url', backend.url]);
		await terminal.waitFor(/▌ Lead/v);
		await quit(terminal);
		assert.throws(() => readdirSync(path.join(home, 'sync-tui')), {code: 'ENOENT'});
	});
});
