/** docs/deploy.md says nothing that isn't so: its commands, units, files, figures and fields are those of the program. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it, type TestContext} from 'node:test';
import {readCommandLine} from '../../source/config/command-line.ts';
import {parseTokens} from '../../source/config/serve-tokens.ts';
import {maxIngestBytes} from '../../source/contract/ingest.ts';
import {scopes} from '../../source/contract/scope.ts';
import {openMetrics} from '../../source/server/metrics/metrics.ts';
import {openJsonLog} from '../../source/server/request-log.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'deploy-'));
after(() => {
	rmSync(folder, {recursive: true});
});

const text = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');

/** The snippets of a language. */
function snippets(language: string): string[] {
	return Array.from(text.matchAll(new RegExp(String.raw`^~{3}${language}\n(?<code>.*?)^~{3}`.replaceAll('~', '`'), 'gmsv')), ({groups}) => groups?.code ?? '');
}

const only = (language: string, mention: string) => {
	const [found = '', ...more] = snippets(language).filter(code => code.includes(mention));
	assert.deepEqual(more, []);
	assert.ok(found.includes(mention));
	return found;
};

/** The first list of words in brackets after `key`. */
const listAfter = (code: string, key: string) => JSON.parse(new RegExp(String.raw`^\s*${key}:? (?<list>\[.*?\])`, 'mv').exec(code)?.groups?.list ?? '[]') as string[];

describe('the snippets of docs/deploy.md', () => {
	it('name commands and flags that there are', () => {
		const unit = only('ini', 'ExecStart=');
		const container = only('dockerfile', 'ENTRYPOINT');
		const commands = [
			...snippets('sh').flatMap(code => code.split('\n')).filter(line => line.startsWith('sync-tui ')).map(line => line.replaceAll(/\s2?>>?\s\S+/gv, '').split(/\s+/v).slice(1)),
			(/^ExecStart=\S+ \S+ (?<words>.*)$/mv.exec(unit)?.groups?.words ?? '').split(' '),
			[...listAfter(container, 'ENTRYPOINT').slice(2), ...listAfter(container, 'CMD')],
			['serve', ...listAfter(only('yaml', 'livenessProbe'), 'args')],
		];
		assert.deepEqual(commands.map(words => readCommandLine(words).command), ['token new', 'serve', 'the dashboard', 'serve', 'serve', 'serve', 'serve']);
		// Flags in the text, those of Docker and Podman aside.
		const flags = new Set(Array.from(text.matchAll(/`(?<flag>--[\-a-z]+)(?: \w+)?`/gv), ({groups}) => groups?.flag ?? ''));
		flags.delete('--stop-timeout');
		for (const flag of flags) {
			assert.equal(readCommandLine(['serve', flag, 'x']).command, 'serve');
		}

		assert.ok(flags.size >= 5);
	});

	it('have a unit that systemd takes', (t: TestContext) => {
		const unit = path.join(folder, 'sync-tui.service');
		// The program is where the unit says only where it is installed.
		writeFileSync(unit, only('ini', 'ExecStart=').replace('/usr/bin/node', () => process.execPath));
		const analyze = (...words: readonly string[]) => spawnSync('systemd-analyze', [...words, unit], {encoding: 'utf8'});
		const {error, status, stderr} = analyze('verify', '--man=no');
		if (error !== undefined) {
			t.skip('systemd-analyze is not installed');
			return;
		}

		t.assert.deepStrictEqual({status, stderr}, {status: 0, stderr: ''});
		// 0 is closed, 10 open.
		t.assert.match(analyze('security', '--offline=true').stdout, /Overall exposure level for sync-tui\.service: [0-2]\.\d/v);
	});

	it('leave the unit longer to end than the server takes', () => {
		const unit = only('ini', 'ExecStart=');
		const drain = Number(/--drain (?<seconds>\d+)s/v.exec(unit)?.groups?.seconds);
		assert.ok(Number(/^TimeoutStopSec=(?<seconds>\d+)$/mv.exec(unit)?.groups?.seconds) > drain + 2);
		const pod = only('yaml', 'livenessProbe');
		assert.ok(Number(/terminationGracePeriodSeconds: (?<seconds>\d+)/v.exec(pod)?.groups?.seconds) > Number(/"(?<seconds>\d+)s"/v.exec(pod)?.groups?.seconds) + 5 + 2);
	});

	it('have a file of tokens that is taken, and a row for each scope', async () => {
		const tokens = await parseTokens(only('toml', '[tokens.dashboard]'), 'tokens.toml');
		assert.deepEqual(tokens.map(({name}) => name), ['dashboard', 'engine']);
		assert.deepEqual(Array.from(text.matchAll(/^\| `(?<scope>read|ingest|retry)` \|/gmv), ({groups}) => groups?.scope), [...scopes]);
	});

	it('let a proxy pass as large a body as the server takes', () => {
		assert.match(only('nginx', 'proxy_pass'), new RegExp(`client_max_body_size ${maxIngestBytes / 1024 / 1024}m;`, 'v'));
	});

	it('name every figure of the server\'s own, and none that there isn\'t', async () => {
		const page = await openMetrics().pageOf({status: async () => ({objects: []})})();
		const figures = new Set(Array.from(page.text.matchAll(/^# TYPE (?<name>sync_tui_\w+)/gmv), ({groups}) => groups?.name));
		const named = new Set(Array.from(text.matchAll(/(?<name>sync_tui_\w+)/gv), ({groups}) => groups?.name));
		assert.deepEqual(named, figures);
	});

	it('name every field of the log, and none that there isn\'t', () => {
		let line = '';
		const {observer} = openJsonLog({
			write(json) {
				line = json;
			},
		});
		const asked = {method: 'GET', route: '/v1/status'};
		observer.request(asked)({...asked, id: 'x', status: 200, duration: 1, bytes: 2, token: 'dashboard', isComplete: false});
		const rows = /^\| field \| what \|\n\|[\-\|]+\n(?<rows>(?:\|.*\n)+)/mv.exec(text)?.groups?.rows ?? '';
		const named = rows.split('\n').flatMap(row => Array.from((row.split('|', 2)[1] ?? '').matchAll(/`(?<name>\w+)`/gv), ({groups}) => groups?.name));
		assert.deepEqual(new Set(named), new Set(Object.keys(JSON.parse(line) as object)));
		assert.deepEqual(Object.keys(JSON.parse(only('json', '"msg"')) as object), Object.keys(JSON.parse(line) as object).filter(name => name !== 'aborted'));
	});
});
