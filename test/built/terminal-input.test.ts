/** What a terminal sends, as the built program takes it: keys in pieces, pastes, and whether its window is looked at. */
import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, it} from 'node:test';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';
import {program} from './in-shell.ts';

async function open(url: string, ...args: readonly string[]): Promise<TestTerminal> {
	const terminal = await openTerminal(process.execPath, [program, '--url', url, ...args]);
	await terminal.waitFor(/▌ Lead/v);
	return terminal;
}

const pasted = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;
const focusIn = '\u{1B}[I';
const focusOut = '\u{1B}[O';

describe('what a terminal sends', {concurrency: 4}, () => {
	it('is as many keys as were pressed, glued together', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url);
		terminal.type('jj\u{1B}[A/con');
		await terminal.waitFor(/▌ Contact[\s\S]*\/con/v);
	});

	it('is one key, though the network cut it in two', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url);
		terminal.type('\u{1B}');
		// What is tested is the time between.
		await pause(25);
		terminal.type('[B');
		await terminal.waitFor(/▌ Contact/v);
		assert.doesNotMatch(terminal.text(), /View: Last Hour/v);
		terminal.press('/', 'x', 'escape');
		await terminal.waitFor(screen => !screen.join('').includes('/x'));
	});

	it('is a paste for the line that is typed, as one line', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url);
		terminal.type(`/${pasted('lead\r\n\u{1B}[31mor\tcontact\n')}`);
		await terminal.waitFor('/lead [31mor contact');
	});

	it('is no key of a list where it is a paste', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url);
		terminal.type(pasted('qqq\u{3}\u{3}2j?'));
		terminal.press('j');
		await terminal.waitFor(/▌ Contact/v);
		assert.match(terminal.text(), /View: Backlog/v);
	});

	it('may be a paste of a megabyte, of which a line takes as much as it can', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url);
		terminal.type(`/${pasted(`${'ab'.repeat(500_000)}END`)}`);
		terminal.press('home', 'x');
		await terminal.waitFor(/\/x▏abab/v);
		terminal.press('ctrl-u', 'ctrl-k', 'z');
		await terminal.waitFor(/\/z▏ /v);
	});

	it('is no key where the window is looked at or not, whole or in pieces', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url);
		assert.ok(terminal.modes().focus);
		terminal.press('/');
		terminal.type(`a${focusOut}b${focusIn}c`);
		terminal.type('\u{1B}');
		terminal.type('[');
		terminal.type('Od');
		await terminal.waitFor(/\/abcd▏/v);
	});

	it('makes the dashboard ask less often while nobody looks, and again when somebody does', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url, '--interval', '500ms');
		const polls = () => backend.requests.filter(({url}) => url === '/v1/status').length;
		terminal.type(focusOut);
		// Whatever was under way is over; then 5 s are the pace.
		await pause(700);
		const before = polls();
		await pause(1200);
		assert.ok(polls() - before <= 1, 'at a tenth of the pace');
		terminal.type(focusIn);
		const {promise, resolve} = Promise.withResolvers<void>();
		const watcher = setInterval(() => {
			if (polls() >= before + 3) {
				resolve();
			}
		}, 20);
		await promise;
		clearInterval(watcher);
	});

	it('says nothing of its window where it isn’t asked to', async () => {
		await using backend = await smallBackend();
		await using terminal = await open(backend.url, '--no-focus');
		assert.equal(terminal.modes().focus, false);
		assert.ok(!terminal.raw.includes('?1004'));
	});
});
