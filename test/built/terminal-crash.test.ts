/** A crash is told once the terminal is as it was, and leaves a log without secrets. */
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {dashboardInShell, ownTerminal, stateOf, type InShell} from './in-shell.ts';

/** What goes wrong inside of the process when its terminal is resized: the product itself has no way to make it crash. */
const faults = {
	exception: 'throw new Error("a listener broke", {cause: new TypeError("Bearer s3cret-token was refused")});',
	rejection: 'Promise.reject(new Error("nobody awaits this"));',
	view: String.raw`String.prototype.repeat = () => { throw new Error("a view broke\u001B]52;c;aGk=\u0007"); };`,
	exit: 'process.exit(7);',
	/** What shows the cursor again is the first that is written by itself in the end. */
	teardown: String.raw`
		const {write} = process.stdout;
		process.stdout.write = function (text, ...rest) {
			if (text === '\u001B[?25h') throw new Error('the end broke');
			return write.call(this, text, ...rest);
		};
		process.kill(process.pid, 'SIGTERM');
	`,
};

describe('a crash', {concurrency: 4}, () => {
	let folder: string;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-faults-'));
		for (const [name, code] of Object.entries(faults)) {
			writeFileSync(path.join(folder, `${name}.mjs`), `process.once('SIGWINCH', () => { ${code} });`);
		}
	});

	after(async () => {
		await rm(folder, {recursive: true});
	});

	const crash = async (fault: keyof typeof faults, prepare: (home: string) => void = () => undefined): Promise<InShell> => {
		const shell = await dashboardInShell({env: {NODE_OPTIONS: `--import=${path.join(folder, `${fault}.mjs`)}`, SYNC_TUI_TOKEN: 's3cret-token'}});
		prepare(shell.terminal.home);
		await shell.terminal.resize(100, 28);
		return shell;
	};

	const logOf = ({terminal}: InShell) => path.join(terminal.home, '.local', 'state', 'sync-tui', 'crash.log');

	for (const [fault, message] of [['exception', 'Error: a listener broke'], ['rejection', 'Error: nobody awaits this'], ['view', 'Error: a view broke␛]52;c;aGk=␇']] as const) {
		it(`of a ${fault} is told on the shell’s screen, with the log’s name`, async () => {
			await using shell = await crash(fault);
			assert.equal(await shell.ended(), 'ended with 1, settings kept');
			await shell.terminal.exit;
			assert.deepEqual(stateOf(shell.terminal), ownTerminal);
			const log = logOf(shell);
			const told = shell.terminal.screen().join('');
			assert.ok(told.startsWith(`sync-tui has crashed: ${message}What happened is in ${log}; `), told);
			assert.match(readFileSync(log, 'utf8'), /^--- 20\d\d-\d\d-\d\dT[\d.:]+Z sync-tui \d[^\n]+\nError: [^\n]+\n {4}at /v);
			assert.equal(statSync(log).mode & 0o777, 0o600); // eslint-disable-line no-bitwise -- the permissions
			assert.equal(statSync(path.dirname(log)).mode & 0o777, 0o700); // eslint-disable-line no-bitwise -- the permissions
			assert.ok(!shell.terminal.raw.includes('\u{1B}]52'));
		});
	}

	it('leaves the causes in the log, and no token', async () => {
		await using shell = await crash('exception');
		await shell.ended();
		const log = readFileSync(logOf(shell), 'utf8');
		assert.match(log, /\ncaused by: TypeError: Bearer \[secret\] was refused\n/v);
		assert.doesNotMatch(log, /s3cret/v);
	});

	it('shows the stack where no log can be written', async () => {
		await using shell = await crash('exception', home => {
			// A file stands where the folder would.
			mkdirSync(path.join(home, '.local', 'state'), {recursive: true});
			writeFileSync(path.join(home, '.local', 'state', 'sync-tui'), '');
		});
		assert.equal(await shell.ended(), 'ended with 1, settings kept');
		await shell.terminal.exit;
		assert.match(shell.terminal.text(), /Error: a listener broke\n {4}at .[\s\S]+It is in no log, as that can't be written: Error: EEXIST/v);
	});

	it('in the end itself leaves the terminal as it was, and is told', async () => {
		await using shell = await crash('teardown');
		assert.equal(await shell.ended(), 'ended with 1, settings kept');
		await shell.terminal.exit;
		assert.deepEqual(stateOf(shell.terminal), ownTerminal);
		assert.match(shell.terminal.text(), /sync-tui has crashed: Error: the end broke/v);
	});

	it('and an exit that nobody planned leave the terminal as it was', async () => {
		await using shell = await crash('exit');
		assert.equal(await shell.ended(), 'ended with 7, settings kept');
		await shell.terminal.exit;
		assert.deepEqual(stateOf(shell.terminal), ownTerminal);
	});
});
