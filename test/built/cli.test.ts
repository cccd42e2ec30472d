/** The built program where it has nothing to draw on, or is told something wrong. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {describe, it} from 'node:test';

function run(args: readonly string[], nodeArgs: readonly string[] = []) {
	const {status, stdout, stderr} = spawnSync(process.execPath, [...nodeArgs, 'build/cli.js', ...args], {encoding: 'utf8', env: {...process.env, SYNC_TUI_URL: '', SYNC_TUI_TOKEN: ''}});
	return {status, stdout, stderr};
}

describe('the command line', () => {
	it('says which Node it needs, in one line, before it loads anything else', () => {
		const old = 'data:text/javascript,Object.defineProperty(process.versions, "node", {value: "20.20.2"})';
		assert.deepEqual(run(['--help'], ['--import', old]), {
			status: 1, stdout: '', stderr: 'sync-tui needs Node 22.13 or newer, and this is Node 20.20.2; install a newer one from https://nodejs.org\n',
		});
	});

	it('tells its version, and its usage', () => {
		assert.match(run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/v);
		assert.match(run(['--help']).stdout, /^ {2}Usage\n/v);
		assert.match(run(['serve', '--help']).stdout, /--database URL/v);
	});

	it('draws on terminals alone', () => {
		assert.deepEqual(run([]), {
			status: 1, stdout: '', stderr: 'sync-tui draws on a terminal, and there is none here; run it in one, without pipes or redirection.\n',
		});
	});

	const wrong: ReadonlyArray<readonly [string[], RegExp]> = [
		[['--urll', 'x'], /^sync-tui: there is no flag --urll; /v],
		[['-x'], /^sync-tui: there is no flag -x; /v],
		[['--url'], /^sync-tui: --url needs a value; /v],
		[['--url', 'a', '--url', 'b'], /^sync-tui: The flag --url can only be set once\. /v],
		[['--port', '1'], /^sync-tui: --port is not for the dashboard; /v],
		[['serve', '--interval', '1'], /^sync-tui: --interval is not for serve; /v],
		[['fly'], /^sync-tui: there is no command "fly"; /v],
		[['serve', 'now'], /^sync-tui: "now" is one word too many; /v],
	];
	for (const [args, line] of wrong) {
		it(`answers ${args.join(' ')} with one line and exit code 2`, () => {
			const {status, stdout, stderr} = run(args);
			assert.match(stderr, line);
			assert.equal(stderr.indexOf('\n'), stderr.length - 1);
			assert.deepEqual([status, stdout], [2, '']);
		});
	}
});
