/** A server in a process of its own, to be killed. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';

export type KilledServer = {end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>};

/** Resolves once it listens. `database` is a URL without a password. */
export async function startServer(program: string, database: string, socket: string): Promise<KilledServer> {
	const child = spawn(process.execPath, [program, 'serve', '--database', database, '--socket', socket, '--keep-errors', 'forever'], {
		stdio: ['ignore', 'pipe', 'pipe'], env: {PATH: process.env.PATH},
	});
	let complaints = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});
	const closed = once(child, 'close');
	const isUp = await Promise.race([once(child.stdout, 'data').then(() => true), closed.then(() => false)]);
	if (!isUp) {
		throw new Error(`The server did not start again: ${complaints}`);
	}

	return {
		async end(signal) {
			child.kill(signal);
			await closed;
		},
	};
}
