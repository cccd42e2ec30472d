/** The built program as a person meets it: on a real terminal, against a real backend. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {answerOf, smallBackend} from './backend.ts';

const program = 'build/cli.js';

async function open(args: readonly string[], options: Parameters<typeof openTerminal>[2] = {}): Promise<TestTerminal> {
	return openTerminal(process.execPath, [program, ...args], options);
}

describe('the dashboard on a backend', () => {
	it('shows the backlog, opens an object, comes back, and leaves the terminal as it was', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(['--url', backend.url]);
		await terminal.waitFor(/▌ Lead +1,204 +9,310 +10,514/v);
		assert.ok(terminal.isAlternate());
		assert.equal(terminal.cursorVisible(), false);
		assert.match(terminal.text(), /Contact +≥ 12 +N\/A +≥ 12/v);
		terminal.press('enter');
		await terminal.waitFor(/│ Inserts │ +1,204 │ Ana Pérez +│ L-10291 │/v);
		await terminal.waitFor(/▌ Ana Pérez +L-10291 +insert +inbound/v);
		terminal.press('escape');
		await terminal.waitFor('View: Backlog');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
		assert.equal(terminal.isAlternate(), false);
		assert.equal(terminal.cursorVisible(), true);
	});

	for (const zone of ['Asia/Kathmandu', 'UTC']) {
		it(`shows the last full clock hour of ${zone}`, async () => {
			await using backend = await smallBackend();
			await using terminal = await open(['--url', backend.url], {env: {TZ: zone}});
			await terminal.waitFor(/▌ Lead/v);
			terminal.press('h');
			const screen = await terminal.waitFor(/View: Last Hour[\s\S]*Lead +N\/A +N\/A +\d/v);
			const text = screen.join('\n');
			const start = /Last Hour (\d\d):00–\d\d:00 (\S+)/v.exec(text);
			assert.equal(start?.[2], zone);
			// The backend's number is the clock of UTC at the start of the hour that it was asked for.
			const minutes = (Number(start?.[1]) * 60 - (zone === 'UTC' ? 0 : 345) + 1440) % 1440;
			const expected = Math.floor(minutes / 60) * 100 + minutes % 60;
			const [, synced] = /Lead +N\/A +N\/A +([\d,]+)/v.exec(text) ?? [];
			assert.equal(Number(synced?.replace(',', '')), expected);
		});
	}

	it('searches on the server while one types, and opens an error', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(['--url', backend.url]);
		await terminal.waitFor(/▌ Lead/v);
		terminal.press('2');
		await terminal.waitFor('3 errors');
		terminal.type('/ольга');
		await terminal.waitFor(/1 of 117 {3}\[ольга\]/v);
		terminal.press('enter', 'enter');
		await terminal.waitFor('olga@example.com');
		terminal.press('escape', 'escape');
		await terminal.waitFor('3 errors');
		assert.ok(backend.requests.some(({url}) => url?.includes('q=%D0%BE%D0%BB%D1%8C%D0%B3%D0%B0')));
	});

	it('follows the terminal from 120×30 to 40×10, to 20×5, and back', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(['--url', backend.url]);
		const wide = await terminal.waitFor(/▌ Lead[^\n\r\u{2028}\u{2029}\u{2588}]*\u{2588}[\s\S]*q quit/v);
		await terminal.resize(40, 10);
		await terminal.waitFor(screen => screen.length === 10 && /▌ Lead +1,204 +9,310 +10,514$/v.test(screen[4] ?? '') && (screen[9] ?? '').includes('q quit'));
		await terminal.resize(20, 5);
		await terminal.waitFor(screen => screen.length === 5 && /▌ Lead +10,514$/v.test(screen[2] ?? ''));
		await terminal.resize(120, 30);
		await terminal.waitFor(screen => screen.join('\n') === wide.join('\n'));
	});

	it('keeps columns straight beside wide names, and lets no name command the terminal', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(['--url', backend.url]);
		await terminal.waitFor(/▌ Lead/v);
		// The last cell of every number in a column is in the same column of cells.
		const rows = terminal.screen().map((line, row) => ({line, row})).filter(({line}) => /Lead|Contact|自定义/v.test(line));
		assert.equal(rows.length, 3);
		const ends = rows.map(({row}) => Array.from({length: 119}, (_, column) => column)
			.findLast(column => terminal.cell(row, column).chars.trim() !== '' && terminal.cell(row, column + 1).chars.trim() === ''));
		assert.equal(new Set(ends).size, 1);
		terminal.press('2');
		await terminal.waitFor('␛]52;c;aGk=␇李雷');
		assert.ok(!terminal.raw.includes('\u{1B}]52'));
	});

	it('says that nobody is there, tries again, and shows what comes', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(['--url', backend.url, '--interval', '500ms']);
		backend.answer((_, response) => {
			response.writeHead(502, {'content-type': 'text/html'}).end('<html>bad gateway');
		});
		await terminal.waitFor(/OFFLINE|STALE/v);
		await terminal.waitFor('502 from the backend');
		backend.answer(answerOf);
		await terminal.waitFor(/▌ Lead +1,204/v);
		await terminal.waitFor('● LIVE');
		await backend[Symbol.asyncDispose]();
		await terminal.waitFor(/OFFLINE \d+s ago · connection refused · (?:next try in \d+s|trying now)/v);
		assert.match(terminal.text(), /▌ Lead +1,204/v);
		// What isn't the present doesn't look like it.
		const contact = terminal.screen().findIndex(line => line.includes('Contact'));
		await terminal.waitFor(() => terminal.cell(contact, 2).dim);
	});

	it('asks again with the ETag, and draws nothing while nothing changes', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(['--url', backend.url, '--interval', '500ms']);
		await terminal.waitFor(/▌ Lead.*█/v);
		const asked = () => backend.requests.filter(({url, headers}) => url === '/v1/status' && headers['if-none-match'] !== undefined).length;
		await terminal.waitFor('● LIVE');
		const {promise, resolve} = Promise.withResolvers<void>();
		const before = terminal.raw.length;
		const from = asked();
		backend.answer((request, response) => {
			answerOf(request, response);
			if (asked() >= from + 4) {
				resolve();
			}
		});
		await promise;
		// A minute may have passed meanwhile, and moved the clock: that is one frame, and not one per poll.
		const frames = terminal.raw.slice(before).split('\u{1B}[?2026h').length - 1;
		assert.ok(frames <= 1, `${frames} frames for 4 polls`);
	});
});

describe('the demo', () => {
	it('runs without any configuration, says what it is, and how to connect one’s own', async () => {
		await using terminal = await open([]);
		await terminal.waitFor('Opportunity Role', {timeout: 20_000});
		assert.match(terminal.text(), /DEMO: simulated data\. Your own sync: sync-tui --url/v);
		assert.match(terminal.text(), /Microsoft Dynamics ⇄ Marketo/v);
		assert.match(terminal.text(), /9 objects/v);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
	});
});
