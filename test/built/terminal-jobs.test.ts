/** Job control: the dashboard hands the terminal to the shell when it is stopped, and takes it back when it is continued. */
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, it} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';
import {ownTerminal, program, stateOf} from './in-shell.ts';

type Job = AsyncDisposable & {
	readonly terminal: TestTerminal;
	/** Types a line at the shell's prompt. */
	run(line: string): void;
	/** Sends a signal to the dashboard alone. */
	signal(signal: NodeJS.Signals): void;
	/** Until the shell asks for the next line. */
	prompted(): Promise<void>;
	/** Until there is no such process any more. */
	gone(): Promise<void>;
	/** Another program writes on the same terminal. */
	scribble(text: string): void;
};

/** The dashboard as a job of an interactive shell; `&` starts it in the background. */
async function startJob(place: '' | '&' = ''): Promise<Job> {
	const backend = await smallBackend();
	const terminal = await openTerminal('bash', ['--norc', '--noprofile', '-i'], {env: {PS1: 'shell> '}});
	const told = (name: string) => readFileSync(path.join(terminal.home, name), 'utf8').trim();
	const run = (line: string) => {
		terminal.type(`${line}\r`);
	};

	const prompted = async () => {
		await terminal.waitFor(screen => screen.findLast(line => line !== '')?.endsWith('shell>') === true);
	};

	await prompted();
	run(`tty >~/tty; (echo $BASHPID >~/pid; exec ${process.execPath} ${program} --url ${backend.url}) ${place}`);
	if (place === '') {
		await terminal.waitFor(/▌ Lead/v);
	}

	return {
		terminal,
		run,
		prompted,
		signal(signal) {
			process.kill(Number(told('pid')), signal);
		},
		async gone() {
			const pid = Number(told('pid'));
			while (isThere(pid)) {
				await pause(10); // eslint-disable-line no-await-in-loop -- nobody tells who isn't its parent
			}
		},
		scribble(text) {
			writeFileSync(told('tty'), text);
		},
		async [Symbol.asyncDispose]() {
			await terminal.close();
			await backend[Symbol.asyncDispose]();
		},
	};
}

const taken = {isAlternate: true, cursorVisible: false, paste: true, focus: true, mouse: false};

function isThere(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** The whole frame and nothing else: at the top the header, at the foot the keys, as many lines as there are. */
async function assertWholeFrame(terminal: TestTerminal, rows: number): Promise<void> {
	// It comes in pieces, over a frame that may look the same.
	await terminal.waitFor(screen => screen.length === rows
		&& /^ sync-tui .*LIVE/v.test(screen[0] ?? '')
		&& (screen.at(-1) ?? '').includes('q quit')
		&& !/Stopped|shell>|fg|scribble/v.test(screen.join('\n'))
		&& isDeepStrictEqual(stateOf(terminal), taken));
}

describe('a job of a shell', {concurrency: 4}, () => {
	it('gives the terminal back on Ctrl-Z, and takes it at the size that it has on fg', async () => {
		await using job = await startJob();
		const {terminal} = job;
		terminal.press('ctrl-z');
		await terminal.waitFor('Stopped');
		await job.prompted();
		assert.deepEqual({...stateOf(terminal), paste: false}, ownTerminal);
		await terminal.resize(90, 17);
		job.run('fg');
		await terminal.waitFor(screen => screen.length === 17 && (screen[16] ?? '').includes('q quit'));
		await terminal.waitFor('LIVE');
		await assertWholeFrame(terminal, 17);
		terminal.press('j');
		await terminal.waitFor(/▌ Contact/v);
		terminal.press('q');
		await job.prompted();
	});

	it('can be stopped while a line is typed, and goes on with it', async () => {
		await using job = await startJob();
		job.terminal.type('/con');
		await job.terminal.waitFor('/con');
		job.terminal.press('ctrl-z');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		job.run('fg');
		await job.terminal.waitFor(/▌ Contact[\s\S]*\/con/v);
		job.terminal.type('x');
		await job.terminal.waitFor('/conx');
	});

	it('can be stopped again and again', async () => {
		await using job = await startJob();
		const stopAndGoOn = async () => {
			job.terminal.press('ctrl-z');
			await job.terminal.waitFor('Stopped');
			await job.prompted();
			job.run('fg');
			await job.terminal.waitFor(/▌ Lead[\s\S]*q quit/v);
		};

		await stopAndGoOn();
		await stopAndGoOn();
		await stopAndGoOn();
		await assertWholeFrame(job.terminal, 30);
	});

	it('gives the terminal back on a SIGTSTP from outside', async () => {
		await using job = await startJob();
		job.signal('SIGTSTP');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		assert.equal(job.terminal.isAlternate(), false);
		assert.ok(job.terminal.cursorVisible());
		job.run('fg');
		await job.terminal.waitFor(/▌ Lead[\s\S]*q quit/v);
		await assertWholeFrame(job.terminal, 30);
	});

	it('draws itself anew after a SIGSTOP, of which it hears nothing', async () => {
		await using job = await startJob();
		job.signal('SIGSTOP');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		await job.terminal.resize(100, 20);
		job.run('fg');
		await job.terminal.waitFor(screen => screen.length === 20 && (screen[19] ?? '').includes('q quit') && !screen.join('').includes('Stopped'));
		await assertWholeFrame(job.terminal, 20);
		job.terminal.press('j');
		await job.terminal.waitFor(/▌ Contact/v);
	});

	it('draws itself anew at a SIGCONT, though it was never stopped', async () => {
		await using job = await startJob();
		// Also where no answer that comes late is drawn.
		job.scribble('\u{1B}[8;1Hscribble\u{1B}[2;40Hscribble\u{1B}[20;1Hscribble');
		await job.terminal.waitFor('scribble');
		job.signal('SIGCONT');
		await job.terminal.waitFor(screen => !screen.join('').includes('scribble') && screen.join('').includes('q quit'));
		await assertWholeFrame(job.terminal, 30);
	});

	it('stops before it draws anything where it is started in the background', async () => {
		await using job = await startJob('&');
		job.run('wait %1');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		assert.ok(!job.terminal.raw.includes('[?1049h'));
		job.run('fg');
		await job.terminal.waitFor(/▌ Lead[\s\S]*q quit/v);
		await assertWholeFrame(job.terminal, 30);
	});

	it('stops again before it draws anything where it is continued in the background', async () => {
		await using job = await startJob();
		job.terminal.press('ctrl-z');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		const before = job.terminal.raw.length;
		job.run('bg; wait %1; echo waited');
		await job.terminal.waitFor(/^waited$/mv);
		assert.ok(!job.terminal.raw.slice(before).includes('[?1049h'));
		job.run('fg');
		await job.terminal.waitFor(/▌ Lead[\s\S]*q quit/v);
		await assertWholeFrame(job.terminal, 30);
	});

	it('can be ended a moment after it was continued in the background, where the terminal is not its own', async () => {
		await using job = await startJob();
		job.terminal.press('ctrl-z');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		job.signal('SIGCONT');
		// On a busy machine the second of the two signals may be heard that much later.
		await pause(300);
		job.signal('SIGTERM');
		await job.gone();
	});

	it('can be ended while it is stopped', async () => {
		await using job = await startJob();
		job.terminal.press('ctrl-z');
		await job.terminal.waitFor('Stopped');
		await job.prompted();
		job.run('kill %1');
		await job.gone();
		job.run('wait %1; echo "ended" with $?');
		await job.terminal.waitFor('ended with 143');
		assert.equal(job.terminal.isAlternate(), false);
		assert.ok(job.terminal.cursorVisible());
		// What the shell showed is where it was, and the settings are still the shell's.
		job.run('echo "and" on');
		await job.terminal.waitFor(/Stopped[\s\S]+\nshell> kill[\s\S]+\nended with 143\n[\s\S]*shell> echo "and" on\nand on\nshell>/v);
	});
});
