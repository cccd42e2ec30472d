/** The built program where it has nothing to draw on, or is told something wrong. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {environmentFor} from '../helpers/terminal-environment.ts';

const home = mkdtempSync(path.join(tmpdir(), 'cli-'));
after(() => {
	rmSync(home, {recursive: true});
});

/** No settings of the tester's own. */
const environment = environmentFor(home);

function run(args: readonly string[], nodeArgs: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
	const {status, stdout, stderr} = spawnSync(process.execPath, [...nodeArgs, 'build/cli.js', ...args], {encoding: 'utf8', env: {...environment, ...more}});
	return {status, stdout, stderr};
}

describe('the command line', () => {
	it('says which Node it needs, in one line, before it loads anything else', () => {
		const old = 'data:text/javascript,Object.defineProperty(process.versions, "node", {value: "20.20.2"})';
		assert.deepEqual(run(['--help'], ['--import', old]), {
			status: 1, stdout: '', stderr: 'sync-tui needs Node 22.16 or newer, and this is Node 20.20.2; install a newer one from https://nodejs.org\n',
		});
	});

	it('tells its version, and its usage', () => {
		assert.match(run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/v);
		assert.match(run(['--help']).stdout, /^ {2}Usage\n/v);
		assert.match(run(['serve', '--help']).stdout, /--database URL/v);
	});

	it('draws on terminals alone', () => {
		assert.deepEqual(run([]), {
			status: 1, stdout: '', stderr: 'sync-tui draws on a terminal, and there is none here; sync-tui status prints the backlog instead.\n',
		});
	});

	const wrong: ReadonlyArray<readonly [string[], RegExp]> = [
		[['--urll', 'x'], /^sync-tui: there is no flag --urll; /v],
		[['-x'], /^sync-tui: there is no flag -x; /v],
		[['--url'], /^sync-tui: --url needs a value; /v],
		[['--url', 'a', '--url', 'b'], /^sync-tui: The flag --url can only be set once\. /v],
		[['--port', '1'], /^sync-tui: --port is not for the dashboard; /v],
		[['serve', '--interval', '1'], /^sync-tui: --interval is not for serve; /v],
		[['--intervall', '5s'], /^sync-tui: there is no flag --intervall; is --interval meant\?/v],
		[['--constructor'], /^sync-tui: there is no flag --constructor; /v],
		[['--no-url'], /^sync-tui: there is no flag --no-url; /v],
		[['--token', 'hunter2'], /^sync-tui: there is no flag --token, as others could read the token .*; set SYNC_TUI_TOKEN, or name a file with --token-file\./v],
		[['info', '--token=hunter2'], /^sync-tui: there is no flag --token, /v],
		[['--json'], /^sync-tui: --json is not for the dashboard; /v],
		[['cache'], /^sync-tui: cache is followed by what to do with it: sync-tui cache clear /v],
		[['cache', 'drop'], /^sync-tui: cache is followed by /v],
		[['cache', 'clear', '--demo'], /^sync-tui: --demo is not for cache clear; /v],
		[['fly'], /^sync-tui: There is no command "fly", and no config file with a connection of that name; /v],
		[['https://sync.example.com'], /^sync-tui: a backend is named by its URL with --url, /v],
		[['serve', 'fly'], /^sync-tui: There is no command "fly", and no config file with a connection of that name; /v],
		[['serve', 'crm', 'hunter2'], /^sync-tui: there is a word too many for serve; /v],
		[['info', '--config', '/none.toml'], /^sync-tui: The config file \/none\.toml is of no use: there is no such file; /v],
		[['serve', '--token-file', 'hunter2'], /^sync-tui: --token-file names no file that there is; /v],
		[['status', '--url', 'https://a.example', '--token-file', 'hunter2'], /^sync-tui: --token-file names no file that there is; /v],
	];
	for (const [args, line] of wrong) {
		it(`answers ${args.join(' ')} with one line and exit code 2`, () => {
			const {status, stdout, stderr} = run(args);
			assert.match(stderr, line);
			assert.equal(stderr.indexOf('\n'), stderr.length - 1);
			assert.deepEqual([status, stdout], [2, '']);
			assert.ok(!stderr.includes('hunter2'));
		});
	}

	it('tells where everything is, of the connection that the config file has for a name', () => {
		const folder = path.join(home, '.config', 'sync-tui');
		mkdirSync(folder, {recursive: true});
		writeFileSync(path.join(folder, 'config.toml'), '[connections.crm]\nurl = "https://crm.example"\n', {mode: 0o600});
		const {status, stdout} = run(['info', 'crm', '--no-cache']);
		assert.equal(status, 0);
		assert.match(stdout, /^connection +crm\nurl +https:\/\/crm\.example\ntoken +none$/mv);
		assert.match(stdout, /^cache folder +\/.*\/\.cache\/sync-tui \(not used\)$/mv);
		assert.match(run(['info', 'crn']).stderr, /^sync-tui: There is no connection "crn" in .*; is crm meant\?\n$/v);
		assert.match(run(['info'], [], {LANG: 'C'}).stdout, /^characters +ASCII$/mv);
		assert.match(run(['info', '--no-ascii'], [], {LANG: 'C'}).stdout, /^characters +UTF-8$/mv);
	});

	it('clears what was kept', () => {
		const folder = path.join(home, '.cache', 'sync-tui');
		mkdirSync(folder, {recursive: true});
		const file = path.join(folder, '0123456789abcdef.json');
		writeFileSync(file, '{}');
		assert.equal(run(['cache', 'clear']).status, 0);
		assert.equal(existsSync(file), false);
	});
});
