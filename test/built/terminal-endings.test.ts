/** Every way out of the dashboard leaves the terminal as it was. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {connect} from 'node:net';
import {constants, tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {scriptedServer} from '../helpers/scripted-server.ts';
import {dashboardInShell, openInShell, ownTerminal, stateOf} from './in-shell.ts';

const signals = [
	'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGABRT', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGXFSZ', 'SIGUSR1', 'SIGUSR2', 'SIGTRAP', 'SIGSYS', 'SIGPROF',
] as const satisfies readonly NodeJS.Signals[];

describe('an end', {concurrency: 4}, () => {
	for (const keys of [['q'], ['ctrl-c', 'ctrl-c'], [':', 'q', 'enter']]) {
		it(`by ${keys.join(' ')}`, async () => {
			await using shell = await dashboardInShell();
			assert.deepEqual(stateOf(shell.terminal), {isAlternate: true, cursorVisible: false, paste: true, focus: true, mouse: false});
			shell.terminal.press(...keys);
			assert.equal(await shell.ended(), 'ended with 0, settings kept');
			await shell.terminal.exit;
			assert.deepEqual(stateOf(shell.terminal), ownTerminal);
			assert.equal(shell.terminal.text().trim(), 'ended with 0, settings kept', 'nothing is left on the screen');
		});
	}

	for (const signal of signals) {
		it(`by ${signal}`, async () => {
			await using shell = await dashboardInShell();
			shell.signal(signal);
			assert.equal(await shell.ended(), `ended with ${128 + constants.signals[signal]}, settings kept`);
			await shell.terminal.exit;
			assert.deepEqual(stateOf(shell.terminal), ownTerminal);
			assert.doesNotMatch(shell.terminal.text(), /Debugger/v);
		});
	}

	it('doesn’t wait for a backend that hangs', async () => {
		await using backend = await scriptedServer(() => undefined);
		await using shell = await openInShell(['--url', backend.url]);
		await shell.terminal.waitFor('q quit');
		const before = performance.now();
		shell.terminal.press('q');
		assert.equal(await shell.ended(), 'ended with 0, settings kept');
		assert.ok(performance.now() - before < 2000, 'a question may take 10 s');
	});

	it('doesn’t wait for what never ends', async () => {
		await using shell = await dashboardInShell({env: {NODE_OPTIONS: '--import=data:text/javascript,setInterval(()=>0,1e6)'}});
		shell.terminal.press('q');
		assert.equal(await shell.ended(), 'ended with 0, settings kept');
	});

	it('takes the demo’s own server along', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-test-'));
		await using shell = await openInShell(['--demo'], {env: {TMPDIR: folder}});
		await shell.terminal.waitFor('Opportunity Role', {timeout: 20_000});
		const demos = async () => (await readdir(folder)).filter(name => name.startsWith('sync-tui-'));
		const [demo = ''] = await demos();
		const connected = async () => once(connect(path.join(folder, demo, 'sync.sock')), 'connect');
		await connected();
		shell.signal('SIGTERM');
		assert.equal(await shell.ended(), 'ended with 143, settings kept');
		await assert.rejects(connected, {syscall: 'connect'});
		assert.deepEqual(await demos(), []);
		await rm(folder, {recursive: true});
	});

	it('by a terminal that is closed, also where no signal says so', async () => {
		// The shell alone gets one, as it leads the session.
		await using shell = await dashboardInShell();
		shell.terminal.hangUp();
		assert.match(await shell.ended(), /^ended with 129,/v);
	});
});
