/** Opens the file of a ledger, or makes it; a file that is something else is left as it is. */
import {closeSync, openSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {busyTimeout, wrapDatabase} from './database.ts';
import {LedgerOpenError} from './ledger-open-error.ts';
import {databaseOpenError, fileOpenError} from './open-errors.ts';
import {readNumber} from './read-number.ts';
import {sql} from './sql.ts';
import {upgradeFrom1} from './upgrade-1.ts';

/** In the header of the file, for `file` and for us: "SYNC". */
export const appId = 0x53_59_4E_43;
export const schemaVersion = 2;

/** As SQLite takes it: 64 MiB of pages. */
export const cacheSize = -65_536;

/** `file` is a path or `:memory:`; `now` in ms UTC, for a new ledger. Throws a LedgerOpenError. */
export function openDatabase(file: string, now: number): DatabaseSync {
	if (file !== ':memory:') {
		touch(file);
	}

	return opened(file, {}, connection => {
		check(connection, file);
		// The fsync policy. WAL: a commit appends to the log, whole or not at all. FULL: each commit waits until the log is on the disk, so what was
		// acknowledged outlives a kill and a power cut. NORMAL would wait at checkpoints alone: a power cut could take back acknowledged batches,
		// and an engine doesn't send those again. What FULL costs is in docs/measurements.md; larger batches make it small.
		connection.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = ${cacheSize}`);
		// An upgrade moves rows from table to table, and SQLite doesn't let a transaction change this.
		connection.exec('PRAGMA foreign_keys = OFF');
		prepare(connection, file, now);
		connection.exec('PRAGMA foreign_keys = ON');
	});
}

/**
Opens a ledger that is there for reading alone: nothing of it is changed, also where its log has to be read first, and where it is damaged. Throws a
LedgerOpenError.
*/
export function openForReading(file: string): DatabaseSync {
	return opened(file, {readOnly: true}, connection => {
		if (check(connection, file)) {
			throw new LedgerOpenError('foreign', `${file} is empty: there is no ledger in it.`);
		}
	});
}

function opened(file: string, options: {readonly readOnly?: boolean}, settle: (connection: DatabaseSync) => void): DatabaseSync {
	let connection: DatabaseSync | undefined;
	try {
		connection = new DatabaseSync(file, options);
		connection.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
		settle(connection);
		return connection;
	} catch (error) {
		connection?.close();
		throw error instanceof LedgerOpenError ? error : databaseOpenError(file, error);
	}
}

/** A new file is its owner's alone: it holds names of people. SQLite gives its other files the same mode. */
function touch(file: string): void {
	try {
		closeSync(openSync(file, 'a', 0o600));
	} catch (error) {
		throw fileOpenError(file, error);
	}
}

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
