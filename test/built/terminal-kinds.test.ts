/** Terminals of all kinds, and what is none. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {describe, it} from 'node:test';
import {environmentFor, type Variables} from '../helpers/terminal-environment.ts';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';
import {program} from './in-shell.ts';

const open = async (url: string, env: Variables): Promise<TestTerminal> => openTerminal(process.execPath, [program, '--url', url], {cols: 100, rows: 20, env});

/** What a program writes to switch colours and so on: CSI … m, by its numbers. */
const looks = (raw: string) => new Set(raw.match(/(?<=\[)[\d;]*(?=m)/gv)?.flatMap(numbers => numbers.split(';')).map(Number));
const colours = (raw: string) => [...looks(raw)].filter(number => number >= 30 && number !== 39 && number !== 49);
const isOneOf16 = (number: number) => (number >= 30 && number <= 37) || (number >= 40 && number <= 47) || (number >= 90 && number <= 97) || (number >= 100 && number <= 107);

describe('a terminal', {concurrency: 4}, () => {
	for (const type of ['xterm', 'linux', 'screen', 'tmux-256color', 'vt100']) {
		it(`of the type ${type} shows the same frame, in none but its own 16 colours`, async () => {
			await using backend = await smallBackend();
			await using terminal = await open(backend.url, {TERM: type, COLORTERM: undefined});
			await terminal.waitFor(/LIVE[\s\S]*▌ Lead +1,204 +9,310 +10,514[\s\S]*q quit/v);
			assert.deepEqual(colours(terminal.raw).filter(number => !isOneOf16(number)), []);
		});
	}

	it('has no colour where NO_COLOR is set, whatever else is', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url, {NO_COLOR: '1', FORCE_COLOR: '3'});
		await terminal.waitFor(/LIVE[\s\S]*▌ Lead +1,204/v);
		assert.deepEqual(colours(terminal.raw), []);
	});

	it('is drawn on as ever where CI is set', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url, {CI: 'true'});
		await terminal.waitFor(/LIVE[\s\S]*▌ Lead +1,204/v);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	});

	for (const [name, TERM, why] of [
		['says that it is dumb', 'dumb', /^sync-tui draws on the whole screen, and this terminal can't \(TERM=dumb\); sync-tui status /v],
		['says that it doesn’t know itself', 'unknown', /^sync-tui draws on the whole screen, and this terminal can't \(TERM=unknown\); sync-tui status /v],
		['says nothing', '', /^sync-tui can't know what this terminal can, as TERM isn't set; sync-tui status /v],
	] as const) {
		it(`that ${name} is told so in a line, and nothing else is sent`, async () => {
			// The shell has it so; what opens the terminal would set one.
			const start = TERM === '' ? 'unset TERM' : `TERM=${TERM}`;
			await using terminal = await openTerminal('bash', ['-c', `${start}; exec ${process.execPath} ${program} --demo`]);
			assert.deepEqual(await terminal.exit, {code: 1, signal: undefined});
			assert.match(terminal.screen().join(''), why);
			assert.ok(!terminal.raw.includes('\u{1B}'));
		});
	}

	for (const [stream, redirection] of [['input', '</dev/null'], ['output', '>"$HOME/out"']] as const) {
		it(`is missed where the ${stream} is none`, async () => {
			await using terminal = await openTerminal('bash', ['-c', `${process.execPath} ${program} ${redirection}; echo "ended with $?"; wc -c "$HOME"/*`], {cols: 200});
			await terminal.waitFor('ended with 1');
			await terminal.exit;
			assert.match(terminal.text(), /^sync-tui draws on a terminal, and there is none here; [^\n]+\nended with 1\n/v);
			assert.ok(!terminal.raw.includes('\u{1B}'));
			if (stream === 'output') {
				assert.match(terminal.text(), /^0 .+\/out$/mv);
			}
		});
	}

	it('is missed where there is none at all', () => {
		const {status, stdout, stderr} = spawnSync(process.execPath, [program], {env: environmentFor('/nonexistent'), encoding: 'utf8'});
		assert.equal(status, 1);
		assert.equal(stdout, '');
		assert.match(stderr, /^sync-tui draws on a terminal[^\n]+\n$/v);
	});
});
