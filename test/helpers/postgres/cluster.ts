/** A PostgreSQL of one's own: a cluster in a new folder, on a Unix socket there and on a free port of the loopback interface. */
import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {chownSync, mkdtempSync, rmSync} from 'node:fs';
import {createServer, Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {Client} from 'pg';
import {findBinaries} from './binaries.ts';

export type Cluster = AsyncDisposable & {
	readonly port: number;
	/** Of its data, where `log/` is, too. */
	readonly folder: string;
	/** `postgres://postgres@127.0.0.1:PORT/NAME`; there is no password. */
	url(database: string, user?: string): string;
	/** The server process; a test may kill it. */
	readonly process: ChildProcess;
};

/** `settings` are lines of postgresql.conf. Nothing of it outlives the process that started it, as long as that process ends by itself. */
export async function startCluster(settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
	const {folder: binaries, user} = findBinaries();
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-postgres-'));
	if (user !== undefined) {
		chownSync(folder, user.uid, user.gid);
	}

	const made = spawnSync(path.join(binaries, 'initdb'), [
		'--pgdata', folder, '--username', 'postgres', '--auth', 'trust', '--encoding', 'utf8', '--locale', 'C.UTF-8', '--no-sync', '--no-instructions',
	], {...user, cwd: folder, encoding: 'utf8'});
	if (made.status !== 0) {
		throw new Error(`initdb failed: ${made.stderr}`);
	}

	const port = await freePort();
	const all = {
		port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off', full_page_writes: 'off', max_connections: '200',
		// A test counts what it did itself.
		autovacuum: 'off', shared_buffers: '64MB', ...settings,
	};
	const child = spawn(path.join(binaries, 'postgres'), ['-D', folder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
		...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'],
	});
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-4000);
	});
	const end = () => {
		// It is waited for: a process that ends can't wait otherwise, and what still runs writes into the folder.
		spawnSync(path.join(binaries, 'pg_ctl'), ['stop', '--pgdata', folder, '--mode', 'immediate'], {...user, cwd: folder, stdio: 'ignore'});
		rmSync(folder, {recursive: true, force: true});
	};

	process.once('exit', end);
	// It keeps nobody from ending.
	child.unref();
	unrefStream(child.stderr);
	const url = (database: string, name = 'postgres') => `postgres://${name}@127.0.0.1:${port}/${database}`;
	await untilReady(url('postgres'), () => child.exitCode === null ? undefined : said);
	return {
		port, folder, url, process: child,
		async [Symbol.asyncDispose]() {
			process.removeListener('exit', end);
			if (child.exitCode === null && child.signalCode === null) {
				child.ref();
				const ended = once(child, 'exit');
				// Immediately: what is in it isn't kept.
				child.kill('SIGQUIT');
				await ended;
			}

			rmSync(folder, {recursive: true, force: true});
		},
	};
}

function unrefStream(stream: unknown): void {
	if (stream instanceof Socket) {
		stream.unref();
	}
}

/** `failure` returns what the server said once it has ended. */
async function untilReady(connectionString: string, failure: () => string | undefined, deadline = Date.now() + 20_000): Promise<void> {
	const client = new Client({connectionString});
	try {
		await client.connect();
		await client.end();
	} catch (error) {
		const said = failure();
		if (said !== undefined || Date.now() > deadline) {
			throw new Error(`PostgreSQL did not start: ${said ?? ''}`, {cause: error});
		}

		// A port has no event that says when somebody listens.
		await wait(20);
		await untilReady(connectionString, failure, deadline);
	}
}

export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') {
		throw new Error('no port is free');
	}

	return address.port;
}
