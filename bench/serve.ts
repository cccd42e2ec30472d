/** The project's own server on a ledger, as the built program serves it, in a process of its own. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';

export type ServeProcess = AsyncDisposable & {readonly url: string; readonly pid: number};

/** Resolves once it listens on loopback; rejects when it ends before. What it complains of goes to standard error. */
export async function startServe(program: string, file: string): Promise<ServeProcess> {
	const child = spawn(process.execPath, [program, 'serve', '--database', `sqlite:${file}`, '--port', '0'], {
		stdio: ['ignore', 'pipe', 'inherit'], env: {PATH: process.env.PATH},
	});
	const ended = once(child, 'exit');
	const lines = createInterface({input: child.stdout});
	const line = await Promise.race([
		once(lines, 'line').then(([text]) => String(text)),
		ended.then(([code]) => {
			throw new Error(`The server ended with ${String(code)} before it listened.`);
		}),
	]);
	const url = /https?:\/\/[^\s\/]+/v.exec(line)?.[0];
	if (url === undefined || child.pid === undefined) {
		throw new Error(`The server said ${JSON.stringify(line)} instead of where it listens.`);
	}

	return {
		url,
		pid: child.pid,
		async [Symbol.asyncDispose]() {
			child.kill();
			await ended;
		},
	};
}
