/** What isn't HTTP, behind the dashboard: our own server in a child process, on a Unix socket in a folder that nobody else can enter. */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {RequestFailure} from '../client/failure.ts';

export type OwnServer = AsyncDisposable & {
	/** Where it listens. */
	readonly socket: string;
	/** Resolves once it does; rejects with a RequestFailure when it ends before. */
	readonly ready: Promise<void>;
};

/** ms: it has nothing to lose, and whoever quits doesn't wait. */
const patience = 400;

/** `what` is what a message calls it; `settings` are flags of `sync-tui serve`, and no secret. */
export function startOwnServer(what: string, settings: readonly string[]): OwnServer {
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-'));
	const socket = path.join(folder, 'sync.sock');
	// The bin itself: in the built program all commands come through it.
	const child = fork(process.argv[1] ?? '', ['serve', ...settings, '--socket', socket, '--parent-watch'], {
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		// A group of its own: neither Ctrl-C nor Ctrl-Z on the terminal is meant for it.
		detached: true,
		// A token is for the reader's own backend.
		env: {...process.env, SYNC_TUI_TOKEN: '', SYNC_TUI_TOKEN_FILE: ''},
	});
	let complaint = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		complaint = (complaint + text).slice(-2000);
	});
	const ready = (async () => {
		const ended = once(child, 'exit').then(() => false);
		const isReady = await Promise.race([once(child, 'message').then(() => true), ended]);
		// Until here somebody waits for it; from here on it keeps nobody.
		child.unref();
		if (!isReady) {
			throw new RequestFailure('unreachable', `${what} ended: ${lastWords(complaint)}`);
		}
	})();
	// Whoever asks it hears of that; nobody else has to.
	ready.catch(() => undefined);
	return {
		socket,
		ready,
		async [Symbol.asyncDispose]() {
			// The dashboard ends without the child; this waits for it.
			child.ref();
			if (child.exitCode === null && child.signalCode === null) {
				const ended = once(child, 'exit');
				child.kill('SIGTERM');
				const impatience = setTimeout(() => {
					child.kill('SIGKILL');
				}, patience);
				await ended;
				clearTimeout(impatience);
			}

			rmSync(folder, {recursive: true, force: true});
		},
	};
}

/** The last line that says something: below a crash is where it happened. */
function lastWords(complaint: string): string {
	const lines = complaint.split('\n').filter(line => !/^\s*(?:at |[\^\{\}]|\w+: .*,$|Node\.js v|node:)|^\s*$|^ {4}/v.test(line));
	return lines.at(-1)?.replace(/^sync-tui(?: serve)?: /v, '') ?? '';
}
