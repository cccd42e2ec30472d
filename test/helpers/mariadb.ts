/** A MariaDB of one's own: in a new folder, on a Unix socket there and on a free port of the loopback interface. */
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {createConnection, type Connection} from 'mysql2/promise';
import {freePort} from './postgres/cluster.ts';

export type Mariadb = AsyncDisposable & {
	/** `mysql://test@127.0.0.1:PORT/test`; there is no password. */
	readonly url: string;
	readonly socket: string;
	/** Runs one statement. */
	sql(text: string, values?: ReadonlyArray<string | number | null>): Promise<unknown>;
};

const folders = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', ...(process.env.PATH ?? '').split(path.delimiter)];

/** Where `mariadbd` and `mariadb-install-db` are, or why there is nothing to run. */
export function findMariadb(): string | {readonly server: string; readonly install: string} {
	const [server, install] = ['mariadbd', 'mariadb-install-db'].map(name => folders.map(folder => path.join(folder, name)).find(file => existsSync(file)));
	return server === undefined || install === undefined ? 'MariaDB is not installed (mariadbd, mariadb-install-db)' : {server, install};
}

/** Throws where there is nothing to run. */
export async function startMariadb(): Promise<Mariadb> {
	const found = findMariadb();
	if (typeof found === 'string') {
		throw new TypeError(found);
	}

	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-mariadb-'));
	const [data, socket, port] = [path.join(folder, 'data'), path.join(folder, 'socket'), await freePort()];
	// At its start a server removes what others of its kind have in the folder for temporary tables.
	const own = [`--tmpdir=${folder}`, ...(process.getuid?.() === 0 ? ['--user=root'] : [])];
	const made = spawnSync(found.install, ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...own], {encoding: 'utf8'});
	if (made.status !== 0) {
		rmSync(folder, {recursive: true, force: true});
		throw new Error(`mariadb-install-db failed: ${made.stderr}`);
	}

	const child = spawn(found.server, [
		'--no-defaults',
		`--datadir=${data}`,
		`--socket=${socket}`,
		`--port=${port}`,
		'--bind-address=127.0.0.1',
		`--pid-file=${path.join(folder, 'pid')}`,
		...own,
		// Fast, and kept for no longer than the test.
		'--innodb-flush-log-at-trx-commit=0',
		'--innodb-buffer-pool-size=32M',
		'--skip-log-bin',
		'--skip-name-resolve',
	], {stdio: 'ignore'});
	const end = () => {
		child.kill('SIGKILL');
		rmSync(folder, {recursive: true, force: true});
	};

	process.once('exit', end);
	child.unref();
	const root = await connected({socketPath: socket, user: 'root'}, () => child.exitCode !== null);
	await root.query('CREATE DATABASE test CHARACTER SET utf8mb4');
	await root.query('CREATE USER test@127.0.0.1');
	await root.query('GRANT ALL ON test.* TO test@127.0.0.1');
	await root.query('USE test');
	await root.query('SET time_zone = \'+00:00\'');
	return {
		url: `mysql://test@127.0.0.1:${port}/test`,
		socket,
		async sql(text, values) {
			const [rows] = values === undefined ? await root.query(text) : await root.execute(text, [...values]);
			return rows;
		},
		async [Symbol.asyncDispose]() {
			process.removeListener('exit', end);
			root.destroy();
			child.ref();
			const ended = once(child, 'exit');
			child.kill('SIGKILL');
			await ended;
			rmSync(folder, {recursive: true, force: true});
		},
	};
}

async function connected(options: {socketPath: string; user: string}, hasEnded: () => boolean, deadline = Date.now() + 20_000): Promise<Connection> {
	try {
		return await createConnection({...options, charset: 'utf8mb4'});
	} catch (error) {
		if (hasEnded() || Date.now() > deadline) {
			throw new Error('MariaDB did not start', {cause: error});
		}

		// A socket has no event that says when somebody listens.
		await wait(50);
		return connected(options, hasEnded, deadline);
	}
}
