/** The built server on a ledger, as a process that may be killed. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';

export type LedgerServer = AsyncDisposable & {
	readonly url: string;
	/** All that it wrote to standard error so far. */
	complaints(): string;
	/** Resolves with the exit code once it has ended; null after a kill. */
	end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
	/** Reports items; resolves with the answer. */
	post(route: 'changes' | 'results', items: readonly unknown[]): Promise<Response>;
};

export type Failed = {readonly code: number | null; readonly complaints: string};

/** Serves a file on a free port. Resolves once it listens, or with how it ended. */
export async function serveLedger(file: string): Promise<LedgerServer | Failed> {
	const child = spawn(process.execPath, ['build/cli.js', 'serve', '--port', '0', '--database', `sqlite:${file}`], {
		stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, SYNC_TUI_TOKEN: ''},
	});
	let complaints = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	const closed = once(child, 'close').then(([code]: unknown[]) => typeof code === 'number' ? code : null);
	await Promise.race([once(child.stdout, 'data'), closed]);
	const url = /http:\/\/127\.0\.0\.1:\d+/v.exec(said)?.[0];
	if (url === undefined) {
		return {code: await closed, complaints};
	}

	const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
		child.kill(signal);
		return closed;
	};

	return {
		url,
		complaints: () => complaints,
		end,
		post: async (route, items) => fetch(`${url}/v1/${route}`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(items)}),
		async [Symbol.asyncDispose]() {
			await end('SIGKILL');
		},
	};
}

/** The same where it has to listen. */
export async function startLedger(file: string): Promise<LedgerServer> {
	const server = await serveLedger(file);
	if ('code' in server) {
		throw new Error(`The server ended with ${String(server.code)}: ${server.complaints}`);
	}

	return server;
}
