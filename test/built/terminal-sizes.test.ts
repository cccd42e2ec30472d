/** The dashboard follows its terminal to every size, however fast that changes. */
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';
import {program} from './in-shell.ts';

async function open(url: string, size: {cols: number; rows: number}): Promise<TestTerminal> {
	const terminal = await openTerminal(process.execPath, [program, '--url', url], size);
	await terminal.waitFor(/Lead/v);
	return terminal;
}

describe('the size of the terminal', {concurrency: 4}, () => {
	it('changes 200 times in a row, and the last frame is the one of a start at that size', async () => {
		await using backend = await smallBackend();
		const last = {cols: 111, rows: 23};
		await using calm = await open(backend.url, last);
		await calm.waitFor(/LIVE[\s\S]*▌ Lead[^\n\r\u{2028}\u{2029}\u{2588}]*\u{2588}[\s\S]*q quit/v);
		await using stormy = await open(backend.url, {cols: 120, rows: 30});
		await stormy.waitFor(/▌ Lead.*█/v);
		for (let step = 0; step < 200; step++) {
			// Between 20×5 and 200×60, up and down.
			await stormy.resize(20 + (step * 67) % 181, 5 + (step * 29) % 56); // eslint-disable-line no-await-in-loop -- one after the other
		}

		await stormy.resize(last.cols, last.rows);
		await stormy.waitFor(screen => screen.join('\n') === calm.text());
		stormy.press('j');
		await stormy.waitFor(/▌ Contact/v);
	});

	it('may change while other text is on the screen: it is gone with the first frame that rests', async () => {
		await using backend = await smallBackend();
		await using terminal = await openTerminal('bash', ['-c', `tty >~/tty; exec ${process.execPath} ${program} --url ${backend.url}`]);
		await terminal.waitFor(/LIVE[\s\S]*▌ Lead.*█/v);
		writeFileSync(readFileSync(path.join(terminal.home, 'tty'), 'utf8').trim(), '\u{1B}[15;1Hleft over\u{1B}[2;60Hleft over');
		await terminal.waitFor('left over');
		await terminal.resize(120, 33);
		await terminal.waitFor(screen => (screen[32] ?? '').includes('q quit') && !screen.join('').includes('left over'));
	});

	for (const [cols, rows] of [[1, 1], [2, 1], [1, 40], [300, 2]] as const) {
		it(`may be ${cols}×${rows}`, async () => {
			await using backend = await smallBackend();
			await using terminal = await open(backend.url, {cols: 120, rows: 30});
			const wide = await terminal.waitFor(/▌ Lead[^\n\r\u{2028}\u{2029}\u{2588}]*\u{2588}[\s\S]*LIVE|LIVE[\s\S]*▌ Lead.*█/v);
			const before = terminal.raw.length;
			await terminal.resize(cols, rows);
			await terminal.waitFor(() => terminal.raw.length > before);
			terminal.press('j', 'k');
			await terminal.resize(120, 30);
			await terminal.waitFor(screen => screen.join('\n') === wide.join('\n'));
		});
	}

	it('counts as 80×24 where the terminal says 0×0', async () => {
		await using backend = await smallBackend();
		const start = `stty cols 0 rows 0; exec ${process.execPath} ${program} --url ${backend.url}`;
		await using terminal = await openTerminal('bash', ['-c', start], {cols: 80, rows: 24});
		await terminal.waitFor(screen => screen.join('\n').includes('▌ Lead') && (screen[23] ?? '').includes('q quit'));
		assert.match(terminal.screen()[0] ?? '', /^ sync-tui/v);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	});
});
