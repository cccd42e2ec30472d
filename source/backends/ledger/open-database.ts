/** Opens the file of a ledger, or makes it; a file that is something else is left as it is. */
import {closeSync, openSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {sqliteCode, wrapDatabase} from './database.ts';
import {LedgerOpenError} from './ledger-open-error.ts';
import {sql} from './sql.ts';
import {upgradeFrom1} from './upgrade-1.ts';

/** In the header of the file, for `file` and for us: "SYNC". */
export const appId = 0x53_59_4E_43;
export const schemaVersion = 2;

/** How long a write waits for that of another process, in ms. All else in this process waits meanwhile. */
const busyTimeout = 2000;

/** As SQLite takes it: 64 MiB of pages. */
export const cacheSize = -65_536;

/** `file` is a path or `:memory:`; `now` in ms UTC, for a new ledger. Throws a LedgerOpenError. */
export function openDatabase(file: string, now: number): DatabaseSync {
	if (file !== ':memory:') {
		touch(file);
	}

	let connection: DatabaseSync | undefined;
	try {
		connection = new DatabaseSync(file);
		connection.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
		check(connection, file);
		// FULL: what was acknowledged outlives a power cut too.
		connection.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = ${cacheSize}`);
		// An upgrade moves rows from table to table, and SQLite doesn't let a transaction change this.
		connection.exec('PRAGMA foreign_keys = OFF');
		prepare(connection, file, now);
		connection.exec('PRAGMA foreign_keys = ON');
		return connection;
	} catch (error) {
		connection?.close();
		throw error instanceof LedgerOpenError ? error : openError(file, error);
	}
}

/** A new file is its owner's alone: it holds names of people. SQLite gives its other files the same mode. */
function touch(file: string): void {
	try {
		closeSync(openSync(file, 'a', 0o600));
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'it failed';
		const what = obstacles.get(code) ?? `${code}; name another file`;
		throw new LedgerOpenError('unreachable', `The ledger ${file} cannot be opened: ${what}.`, {cause: error});
	}
}

const noFolder = 'its folder does not exist; make it, or name another file';
const notWritable = 'it may not be written; change its permissions, or name another file';
const obstacles = new Map([
	['ENOENT', noFolder],
	['ENOTDIR', noFolder],
	['EISDIR', 'it is a folder; name a file in it'],
	['EACCES', notWritable],
	['EPERM', notWritable],
	['EROFS', notWritable],
]);

/** Throws unless it is a ledger that this version knows, or empty; returns whether it is empty. */
function check(connection: DatabaseSync, file: string): boolean {
	const id = readNumber(connection, 'PRAGMA application_id');
	const version = readNumber(connection, 'PRAGMA user_version');
	if (id === 0 && version === 0 && readNumber(connection, 'SELECT count(*) FROM sqlite_schema') === 0) {
		return true;
	}

	if (id !== appId) {
		throw new LedgerOpenError('foreign', `${file} is the database of another program; name another file for the ledger.`);
	}

	if (version > schemaVersion) {
		throw new LedgerOpenError('newer', `The ledger ${file} was written by a newer sync-tui (schema ${version}, this one knows ${schemaVersion}); update sync-tui, or name another file.`);
	}

	return false;
}

/** Makes the tables of a new ledger, and brings an older one up to this version. */
function prepare(connection: DatabaseSync, file: string, now: number): void {
	const versionPragma = `PRAGMA user_version = ${schemaVersion}`;
	connection.exec('BEGIN IMMEDIATE');
	// Asked again: another process may have made it in between.
	if (check(connection, file)) {
		connection.exec(sql('schema'));
		connection.exec(sql('schema-errors'));
		connection.exec(sql('schema-retries'));
		connection.prepare(sql('set-setting')).run('createdAt', String(now));
		connection.exec(`PRAGMA application_id = ${appId}; ${versionPragma}`);
	} else if (readNumber(connection, 'PRAGMA user_version') < schemaVersion) {
		upgradeFrom1(wrapDatabase(connection), now);
		connection.exec(versionPragma);
	}

	connection.exec('COMMIT');
}

function readNumber(connection: DatabaseSync, question: string): number {
	return Number(Object.values(connection.prepare(question).get() ?? {})[0]);
}

function openError(file: string, error: unknown): unknown {
	switch (sqliteCode(error)) {
		case 5:
		case 6: {
			return new LedgerOpenError('busy', `The ledger ${file} is locked by another process; end that one, or name another file.`, {cause: error});
		}

		case 11:
		case 26: {
			return new LedgerOpenError('not-a-database', `${file} is not a ledger, or it is damaged; name another file, or restore it from a backup.`, {cause: error});
		}

		case 8:
		case 10:
		case 13:
		case 14: {
			const what = error instanceof Error ? error.message : '';
			return new LedgerOpenError('unreachable', `The ledger ${file} cannot be opened (${what}); check its folder's permissions and free space, or name another file.`, {cause: error});
		}

		case undefined:
		default: {
			return error;
		}
	}
}
