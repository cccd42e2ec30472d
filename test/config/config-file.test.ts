import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {parseConfigFile, placeOfConfig, readConfigFile} from '../../source/config/config-file.ts';
import {complaintOf} from '../helpers/complaint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'config-file-'));
after(() => {
	rmSync(folder, {recursive: true});
});

function write(name: string, text: string | Uint8Array, mode = 0o600): string {
	const file = path.join(folder, name);
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
}

const read = async (file: string, isNamed = true) => readConfigFile({file, isNamed});
const complaint = async (toml: string) => complaintOf(async () => parseConfigFile(toml, '/c.toml'));

describe('the config file', () => {
	it('is named by a flag, by the environment, or in the config folder', () => {
		assert.deepEqual(placeOfConfig('/a.toml', {SYNC_TUI_CONFIG: '/b.toml'}), {file: '/a.toml', isNamed: true});
		assert.deepEqual(placeOfConfig(undefined, {SYNC_TUI_CONFIG: '~/b.toml'}), {file: path.join(homedir(), 'b.toml'), isNamed: true});
		assert.deepEqual(placeOfConfig(undefined, {SYNC_TUI_CONFIG: '', XDG_CONFIG_HOME: '/etc/xdg'}), {file: '/etc/xdg/sync-tui/config.toml', isNamed: false});
		assert.deepEqual(placeOfConfig(undefined, {XDG_CONFIG_HOME: 'relative'}), {file: path.join(homedir(), '.config/sync-tui/config.toml'), isNamed: false});
	});

	it('takes paths from its own folder or the home, and leaves bare names of programs to PATH', async () => {
		const {tokenFile, connections} = await parseConfigFile(`
url = "https://a.example"
tokenFile = "~/token"
[connections]
near.url = "https://b.example"
near.tokenCommand = ["./token.sh", "~/x"]
far = {url = "unix:/run/sync.sock", tokenCommand = ["pass"]}
`, '/etc/sync/c.toml');
		assert.equal(tokenFile, path.join(homedir(), 'token'));
		assert.deepEqual(connections.get('near')?.tokenCommand, ['/etc/sync/token.sh', '~/x']);
		assert.deepEqual(connections.get('far')?.tokenCommand, ['pass']);
	});

	const wrong: ReadonlyArray<readonly [toml: string, line: RegExp]> = [
		['intervall = "5s"', /^\/c\.toml: intervall is not a setting; is interval meant\?$/v],
		['read-only = true', /^\/c\.toml: read-only is not a setting; is readOnly meant\?$/v],
		['colour = true', /^\/c\.toml: colour is not a setting; there are url, tokenFile, /v],
		[String.raw`"a\nb" = 1`, /^\/c\.toml: "a\\nb" is not a setting/v],
		['connections.crm.cache = true', /^\/c\.toml: connections\.crm\.cache is not a setting; there are url, /v],
		['cache = "no"', /^\/c\.toml: cache is to be true or false, and is text\.$/v],
		['url = 5', /^\/c\.toml: url is to be a URL in quotes, and is a number\.$/v],
		['interval = 2026-11-23', /^\/c\.toml: interval is to be a pause, such as "5s", and is a date\.$/v],
		['interval = "soon"', /^\/c\.toml: interval "soon" is not a pause from 500ms to 60m/v],
		['interval = inf', /^\/c\.toml: interval "Infinity" is not a pause/v],
		['tokenCommand = "pass"', /^\/c\.toml: tokenCommand is to be an array of a program .*, and is text\.$/v],
		['tokenCommand = ["pass", 1]', /^\/c\.toml: tokenCommand\.1 is to be an array of a program .*, and is a number\.$/v],
		['url = "https://a"\ntokenCommand = []', /^\/c\.toml: tokenCommand names no program/v],
		['url = "https://a"\ntokenFile = " "', /^\/c\.toml: tokenFile is empty/v],
		['connections = []', /^\/c\.toml: connections is to be a table of connections, .* and is an array\.$/v],
		['connections.crm = "https://a"', /^\/c\.toml: connections\.crm is to be a table of settings, and is text\.$/v],
		['[connections.crm]', /^\/c\.toml: connections\.crm lacks its url/v],
		['[connections."c r m"]\nurl = "https://a"', /^\/c\.toml: connections\."c r m" is no name for a connection/v],
		['[connections.serve]\nurl = "https://a"', /^\/c\.toml: connections\.serve has the name of a command/v],
		['[connections.crm]\nurl = "a"', /^\/c\.toml: connections\.crm\.url is not a URL/v],
		['default = "crm"', /^\/c\.toml: default names no connection; there are no connections in it\.$/v],
		['default = "crm"\nurl = "https://a"\n[connections.crm]\nurl = "https://b"', /^\/c\.toml: default and url both say what to open/v],
		['url = "https://a"\ntokenFile = "a"\ntokenCommand = ["b"]', /^\/c\.toml: tokenFile and tokenCommand are two sources of one token/v],
		['tokenFile = "a"', /^\/c\.toml: tokenFile stands beside no url/v],
		['insecureHttp = true', /^\/c\.toml: insecureHttp stands beside no url/v],
		['token = "hunter2"', /^\/c\.toml: token would keep a secret in a file .* tokenFile, .* tokenCommand\.$/v],
		['connections.crm.password = "hunter2"', /^\/c\.toml: connections\.crm\.password would keep a secret/v],
		['url = "hunter2', /^\/c\.toml is not TOML: line 1, column \d+: [ a-z]+\.$/v],
		['a = 1\na = "hunter2"', /^\/c\.toml is not TOML: line 2, column 1: trying to redefine/v],
		['__proto__.url = 1', /^\/c\.toml is not TOML: line 1, column 1: document contains an unsafe property\.$/v],
	];
	for (const [toml, line] of wrong) {
		it(`answers ${JSON.stringify(toml)} with one line`, async () => {
			const said = await complaint(toml);
			assert.match(said, line);
			assert.ok(!said.includes('hunter2'));
		});
	}

	it('may be missing where nobody named it', async () => {
		assert.equal(await read(path.join(folder, 'none.toml'), false), undefined);
		assert.match(await complaintOf(async () => read(path.join(folder, 'none.toml'))), /^The config file \/.*\/none\.toml is of no use: there is no such file; name another one\.$/v);
	});

	it('is refused in one line where it is no file of text', async () => {
		mkdirSync(path.join(folder, 'folder.toml'));
		const pipe = path.join(folder, 'pipe.toml');
		spawnSync('mkfifo', [pipe]);
		const lines = await Promise.all([
			path.join(folder, 'folder.toml'), pipe, write('bytes.toml', Uint8Array.of(0x61, 0xFF)), write('large.toml', '#'.repeat(1_048_577)),
		].map(async file => complaintOf(async () => read(file, false))));
		const reasons = lines.map(line => /is of no use: (?<reason>.*); mend it, or move it away\.$/v.exec(line)?.groups?.reason ?? line);
		assert.deepEqual(reasons, ['it is not a regular file', 'it is not a regular file', 'it is not UTF-8 text', 'it is too large']);
	});

	it('that others can change may name no program', async () => {
		const command = 'url = "https://a.example"\ntokenCommand = ["pass"]';
		for (const mode of [0o620, 0o602, 0o666]) {
			// eslint-disable-next-line no-await-in-loop -- one file, one mode after the other
			assert.match(await complaintOf(async () => read(write('shared.toml', command, mode))), /has a tokenCommand and can be changed by others.*; run: chmod go-w \/.*\/shared\.toml$/v);
		}

		assert.deepEqual((await read(write('readable.toml', command, 0o644)))?.tokenCommand, ['pass']);
		assert.equal((await read(write('harmless.toml', '\u{FEFF}url = "https://a.example"', 0o666)))?.url, 'https://a.example');
		assert.match(await complaintOf(async () => read(write('deep.toml', '[connections.a]\nurl = "https://a.example"\ntokenCommand = ["pass"]', 0o602))), /tokenCommand/v);
	});
});
