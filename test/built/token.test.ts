/** The built program with a token from a config file: it arrives at the backend, and what goes wrong with it is a line before the terminal is taken. */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {openTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';

const home = mkdtempSync(path.join(tmpdir(), 'token-'));
after(() => {
	rmSync(home, {recursive: true, force: true, maxRetries: 5});
});

function configure(url: string, command: readonly string[]): void {
	const folder = path.join(home, '.config', 'sync-tui');
	mkdirSync(folder, {recursive: true});
	writeFileSync(path.join(folder, 'config.toml'), `[connections.crm]\nurl = "${url}"\ntokenCommand = ${JSON.stringify(command)}\n`, {mode: 0o600});
}

const open = async () => openTerminal(process.execPath, ['build/cli.js', 'crm'], {home});

describe('a connection of the config file', () => {
	it('is asked with the token that its program prints', async () => {
		await using backend = await smallBackend();
		configure(backend.url, ['/bin/sh', '-c', 'echo hunter2']);
		await using terminal = await open();
		await terminal.waitFor(/▌ Lead +1,204/v);
		assert.deepEqual(new Set(backend.requests.map(({headers}) => headers.authorization)), new Set(['Bearer hunter2']));
		assert.ok(!terminal.raw.includes('hunter2'));
		terminal.press('q');
		assert.equal((await terminal.exit).code, 0);
	});

	it('is not opened where its program fails', async () => {
		configure('https://crm.example', ['/bin/sh', '-c', 'echo locked >&2; exit 3']);
		await using terminal = await open();
		assert.equal((await terminal.exit).code, 2);
		assert.match(terminal.raw, /^sync-tui: connections\.crm\.tokenCommand in \S+: sh failed \(exit code 3\): locked\.\r\n$/v);
	});
});
