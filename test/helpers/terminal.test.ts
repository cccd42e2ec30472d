import assert from 'node:assert/strict';
import {access} from 'node:fs/promises';
import process from 'node:process';
import {
	after, before, describe, test,
} from 'node:test';
import {type Cell} from './terminal-cell.ts';
import {keySequence} from './terminal-keys.ts';
import {openTerminal, type TerminalOptions} from './terminal.ts';

/** A Node program, given as its source. */
const open = async (source: string, options?: TerminalOptions) => openTerminal(process.execPath, ['--eval', source], options);

/** Shows each key that arrives, as JSON, until `q`. */
const echo = String.raw`
process.stdin.setRawMode(true);
process.stdout.write('ready\r\n');
process.stdin.on('data', data => {
	if (String(data) === 'q') process.exit(7);
	process.stdout.write(JSON.stringify(String(data)) + '\r\n');
});
`;

const plain: Cell = {
	chars: '', width: 1, bold: false, dim: false, italic: false, underline: false, inverse: false, invisible: false, strikethrough: false,
	foreground: undefined, background: undefined,
};

describe('the screen', () => {
	test('is what the program drew, line by line, without the blanks at their ends', async () => {
		await using terminal = await open(String.raw`process.stdout.write('one  \r\n\x1b[5;3H東京\x1b[31m!')`, {cols: 20, rows: 6});
		await terminal.exit;
		assert.deepEqual(terminal.screen(), ['one', '', '', '', '  東京!', '']);
		assert.equal(terminal.text(), 'one\n\n\n\n  東京!\n');
		assert.ok(terminal.raw.includes('\u{1B}[5;3H東京\u{1B}[31m!'));
	});

	test('knows what each cell looks like', async () => {
		await using terminal = await open(String.raw`process.stdout.write('\x1b[1;31ma\x1b[0;7;38;2;1;2;255mb\x1b[0m東')`);
		await terminal.exit;
		assert.deepEqual(terminal.cell(0, 0), {
			...plain, chars: 'a', bold: true, foreground: 1,
		});
		assert.deepEqual(terminal.cell(0, 1), {
			...plain, chars: 'b', inverse: true, foreground: '#0102ff',
		});
		assert.deepEqual([2, 3].map(col => [terminal.cell(0, col).chars, terminal.cell(0, col).width]), [['東', 2], ['', 0]]);
		assert.throws(() => terminal.cell(99, 0), RangeError);
	});

	test('tells the alternate buffer and the hidden cursor', async () => {
		await using terminal = await open(echo + String.raw`process.stdout.write('\x1b[?1049h\x1b[?25lin'); process.stdin.on('data', () => process.stdout.write('\x1b[?25h\x1b[?1049lout'));`);
		await terminal.waitFor('in');
		assert.deepEqual([terminal.isAlternate(), terminal.cursorVisible()], [true, false]);
		terminal.press('x');
		await terminal.waitFor('out');
		assert.deepEqual([terminal.isAlternate(), terminal.cursorVisible()], [false, true]);
	});

	test('has the size that the program is told, also after a resize', async () => {
		await using terminal = await open(`
			const show = () => console.log(process.stdout.columns + 'x' + process.stdout.rows);
			process.stdout.on('resize', show);
			process.stdin.resume();
			show();
		`, {cols: 44, rows: 11});
		await terminal.waitFor('44x11');
		await terminal.resize(60, 20);
		await terminal.waitFor('60x20');
		assert.equal(terminal.screen().length, 20);
	});
});

describe('waiting', () => {
	test('is for text, a pattern or a question', async () => {
		await using terminal = await open(echo);
		await terminal.waitFor('ready');
		terminal.press('a');
		await terminal.waitFor(/^"a"$/mv);
		terminal.press('b');
		const screen = await terminal.waitFor(lines => lines[2] === '"b"');
		assert.deepEqual(screen.slice(0, 3), ['ready', '"a"', '"b"']);
	});

	test('fails after its time with the whole screen in the message', async () => {
		await using terminal = await open(echo);
		await terminal.waitFor('ready');
		await assert.rejects(terminal.waitFor('never', {timeout: 50}), /^Error: 50 ms passed while waiting for "never"\. The screen:\n─+\nready\n─+$/v);
	});

	test('fails at once when the program ends', async () => {
		await using terminal = await open('console.log("bye"); process.exit(3)');
		await assert.rejects(terminal.waitFor('never'), /^Error: The program ended with \{"code":3\} while waiting for "never"\. The screen:\n─+\nbye\n─+$/v);
	});

	test('for what is there already succeeds after the end too', async () => {
		await using terminal = await open('console.log("bye")');
		await terminal.exit;
		const [line] = await terminal.waitFor('bye');
		assert.equal(line, 'bye');
	});

	test('fails with the error of a question that throws', async () => {
		await using terminal = await open(echo);
		await assert.rejects(terminal.waitFor(() => {
			throw new TypeError('a bad question');
		}), new TypeError('a bad question'));
	});
});

describe('keys', () => {
	test('arrive as a terminal sends them', async () => {
		await using terminal = await open(echo);
		await terminal.waitFor('ready');
		for (const key of ['enter', 'up', 'ctrl-d', 'shift-tab', 'é']) {
			terminal.press(key);
			await terminal.waitFor(JSON.stringify(keySequence(key))); // eslint-disable-line no-await-in-loop
		}

		terminal.type('glued');
		await terminal.waitFor('"glued"');
		assert.deepEqual(terminal.screen().slice(0, 7), ['ready', String.raw`"\r"`, String.raw`"\u001b[A"`, String.raw`"\u0004"`, String.raw`"\u001b[Z"`, '"é"', '"glued"']);
	});

	test('have names', () => {
		assert.deepEqual(
			['escape', 'tab', 'pagedown', 'end', 'shift-left', 'alt-x', 'ctrl-c', 'G'].map(key => keySequence(key)),
			['\u{1B}', '\t', '\u{1B}[6~', '\u{1B}[F', '\u{1B}[1;2D', '\u{1B}x', '\u{3}', 'G'],
		);
		assert.equal(keySequence('up', true), '\u{1B}OA');
		assert.throws(() => keySequence('entre'), new Error('There is no key "entre".'));
	});

	test('follow the mode of the cursor keys', async () => {
		await using terminal = await open(String.raw`process.stdout.write('\x1b[?1h');` + echo);
		await terminal.waitFor('ready');
		terminal.press('down');
		const [, line] = await terminal.waitFor('OB');
		assert.equal(line, JSON.stringify('\u{1B}OB'));
	});

	test('Ctrl-C ends a program that does not catch it', async () => {
		await using terminal = await open('process.stdin.resume(); console.log("ready")');
		await terminal.waitFor('ready');
		terminal.press('ctrl-c');
		assert.deepEqual(await terminal.exit, {code: 0, signal: 2});
	});
});

describe('the program', () => {
	const {CI} = process.env;
	before(() => {
		process.env.CI = 'true';
	});
	after(() => {
		if (CI === undefined) {
			delete process.env.CI;
		} else {
			process.env.CI = CI;
		}
	});

	test('ends with its code', async () => {
		await using terminal = await open(echo);
		await terminal.waitFor('ready');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 7, signal: undefined});
	});

	test('gets answers to what it asks the terminal', async () => {
		await using terminal = await open(echo + String.raw`process.stdout.write('\x1b[6n')`);
		const [, line] = await terminal.waitFor('R"');
		assert.equal(line, JSON.stringify('\u{1B}[2;1R'));
	});

	test('has a home of its own, and nothing of the CI in which it is tested', async () => {
		await using terminal = await open(`
			const {CI, HOME, XDG_CACHE_HOME, EXTRA, LANG} = process.env;
			console.log(JSON.stringify([CI, HOME, XDG_CACHE_HOME, EXTRA, LANG]));
		`, {env: {EXTRA: 'yes', LANG: undefined}});
		const [line] = await terminal.waitFor(/\]$/mv);
		assert.equal(line, JSON.stringify([null, terminal.home, `${terminal.home}/.cache`, 'yes', null]));
	});

	test('is killed by close, however busy it is, and its home is removed', async () => {
		const terminal = await open('process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {}); console.log("ready"); setInterval(() => {}, 1000)');
		await terminal.waitFor('ready');
		await terminal.close();
		assert.deepEqual(await terminal.exit, {code: 0, signal: 9});
		assert.throws(() => process.kill(terminal.pid, 0), {code: 'ESRCH'});
		await assert.rejects(access(terminal.home), {code: 'ENOENT'});
	});
});
