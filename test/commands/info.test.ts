import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {cacheFileOf, openCache} from '../../source/client/cache.ts';
import {info} from '../../source/commands/info.ts';
import {parseConfigFile} from '../../source/config/config-file.ts';
import {resolveConfig, type DashboardFlags, type Environment} from '../../source/config/config.ts';

const home = mkdtempSync(path.join(tmpdir(), 'info-'));
after(() => {
	rmSync(home, {recursive: true});
});

const folders = {
	XDG_CONFIG_HOME: `${home}/config`, XDG_CACHE_HOME: `${home}/cache`, XDG_DATA_HOME: `${home}/data`, XDG_STATE_HOME: `${home}/state`, TZ: 'Asia/Kathmandu',
};
/** Of the demo. */
const kept = cacheFileOf(`${home}/cache/sync-tui`, 'demo');
const now = Date.parse('2026-11-22T12:00:00Z');

type Run = {readonly flags?: DashboardFlags; readonly env?: Environment; readonly toml?: string; readonly isJson?: boolean; readonly terminal?: object};

async function run({flags = {}, env = {}, toml, isJson = false, terminal = {}}: Run = {}): Promise<string> {
	const file = `${home}/config/sync-tui/config.toml`;
	const environment = {...folders, ...env};
	let printed = '';
	const code = await info({
		config: resolveConfig(flags, environment, toml === undefined ? undefined : await parseConfigFile(toml, file)), place: {file, isNamed: false}, version: '1.2.3', isJson,
	}, {
		stdout: {
			...terminal,
			write(text) {
				printed += text;
			},
		},
		env: environment, platform: 'linux', arch: 'x64', version: 'v24.1.0',
	}, now);
	assert.equal(code, 0);
	return printed;
}

const lineOf = (printed: string, label: string) => printed.split('\n').find(line => line.startsWith(`${label} `))?.slice(label.length).trim();

describe('sync-tui info', () => {
	it('tells a fact a line, aligned', async () => {
		assert.equal(await run(), `version       1.2.3
node          24.1.0
platform      linux x64
config file   ${home}/config/sync-tui/config.toml (not there)
connection    the demo
polls         every 5s
cache folder  ${home}/cache/sync-tui
cache file    ${kept} (not there)
ledger        ${home}/data/sync-tui/ledger.db (not there)
state folder  ${home}/state/sync-tui (not there)
terminal      none here
characters    UTF-8
time zone     Asia/Kathmandu
`);
	});

	it('says where the token comes from, and nothing of it', async () => {
		const url = 'http://erp.example/sync';
		const printed = await run({flags: {url, insecureHttp: true, readOnly: true, interval: '500ms'}, env: {SYNC_TUI_TOKEN: 'hunter2'}});
		assert.equal(lineOf(printed, 'url'), url);
		assert.equal(lineOf(printed, 'token'), 'from SYNC_TUI_TOKEN, sent unencrypted over http');
		assert.equal(lineOf(printed, 'polls'), 'every 0.5s, read-only');
		assert.ok(!printed.includes('hunter2'));
		const toml = `[connections.crm]\nurl = "https://crm.example"\ntokenCommand = ["printf", "hunter2"]\n[connections.erp]\nurl = "${url}"\ninsecureHttp = true\ntokenFile = "hunter2"`;
		const crm = await run({flags: {connection: 'crm'}, toml});
		assert.equal(lineOf(crm, 'connection'), 'crm');
		assert.equal(lineOf(crm, 'token'), `from connections.crm.tokenCommand in ${home}/config/sync-tui/config.toml`);
		// The token itself may stand where the file is to be named.
		const erp = await run({flags: {connection: 'erp'}, toml, isJson: true});
		assert.ok(!`${crm}${erp}`.includes('hunter2'));
		assert.match(erp, /"tokenFrom": "connections\.erp\.tokenFile in .* \(no such file\)"/v);
	});

	it('tells how much is kept of the connection', async () => {
		const url = 'https://kept.example';
		const hours = [now - 7_200_000, now - 3_600_000].map(start => [start, {synced: 1, failed: 0}] as const);
		const cache = openCache(`${home}/cache/sync-tui`, url);
		cache.keepHours(new Map([['lead', new Map(hours)], ['contact', new Map(hours.slice(1))]]), now);
		await cache.close();
		assert.match(lineOf(await run({flags: {url}}), 'cache file') ?? '', /\.json \(\d+ bytes, written .+ ago, 2 full hours\)$/v);
		assert.match(lineOf(await run({flags: {url, cache: false}}), 'cache folder') ?? '', / \(not used\)$/v);
	});

	it('tells what is there', async () => {
		mkdirSync(`${home}/config/sync-tui`, {recursive: true});
		writeFileSync(`${home}/config/sync-tui/config.toml`, '');
		mkdirSync(`${home}/data/sync-tui`, {recursive: true});
		writeFileSync(`${home}/data/sync-tui/ledger.db`, '');
		const {config, ledger, state} = JSON.parse(await run({isJson: true})) as {config: {exists: boolean}; ledger: {exists: boolean}; state: {exists: boolean}};
		assert.deepEqual([config.exists, ledger.exists, state.exists], [true, true, false]);
	});

	it('tells what the terminal can do, and lets no variable command it', async () => {
		const terminal = {isTTY: true, columns: 120, rows: 30, getColorDepth: () => 24};
		assert.equal(lineOf(await run({terminal, env: {TERM: 'xterm\u{1B}[2J'}}), 'terminal'), 'xterm␛[2J, 120 × 30, 16,777,216 colours');
		assert.equal(lineOf(await run({terminal, env: {TERM: 'xterm', NO_COLOR: '1'}}), 'terminal'), 'xterm, 120 × 30, no colours');
		assert.equal(lineOf(await run({flags: {ascii: true}}), 'characters'), 'ASCII'); // eslint-disable-line unicorn/text-encoding-identifier-case -- for people
	});

	it('prints JSON for scripts', async () => {
		assert.deepEqual(JSON.parse(await run({isJson: true, flags: {demo: true}})), {
			version: '1.2.3',
			node: '24.1.0',
			platform: 'linux x64',
			config: {file: `${home}/config/sync-tui/config.toml`, exists: true},
			connection: {name: null, isDemo: true, url: null, tokenFrom: null, isInsecure: false, interval: 5000, readOnly: false},
			cache: {folder: `${home}/cache/sync-tui`, isUsed: true, file: kept, bytes: null, changedAt: null, hours: null},
			ledger: {file: `${home}/data/sync-tui/ledger.db`, exists: true},
			state: {folder: `${home}/state/sync-tui`, exists: false},
			terminal: null,
			isAscii: false,
			timeZone: 'Asia/Kathmandu',
		});
	});
});
