/** After an end that wasn't clean, and of a backup: is a ledger what was written into it? */
import {statSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';
import type {DatabaseSync} from 'node:sqlite';
import {textOf} from './columns.ts';
import {LedgerOpenError} from './ledger-open-error.ts';
import {openForReading, schemaVersion} from './open-database.ts';
import {damaged, databaseOpenError} from './open-errors.ts';
import {readNumber} from './read-number.ts';
import {sql} from './sql.ts';

export type Checked = {
	/** How long it took, in ms. */
	readonly ms: number;
	/** Tables that were not begun, as the time was up. */
	readonly skipped: readonly string[];
};

export type CheckOptions = {
	/** ms, after which no further table is begun. A table takes 3 s for a million rows. */
	readonly budget?: number;
};

/**
Whether the ledger wasn't closed at its last end; so it also looks while another process has it open. The sign is SQLite's log beside it: whoever closes the
file last writes the log into it and removes it, a process or a machine that dies leaves it. A mark of our own in the ledger would say the same, but would have
to be written and synced at each start, and to count the processes that share the file.
*/
export function isLeftOpen(file: string): boolean {
	return file !== ':memory:' && (statSync(`${file}-wal`, {throwIfNoEntry: false})?.size ?? 0) > 0;
}

/**
Resolves where all is well; throws a LedgerOpenError otherwise (`damaged`). It changes nothing: not even the log is written into the file. Between two tables
others have their turn.
*/
export async function checkLedger(file: string, {budget = 20_000}: CheckOptions = {}): Promise<Checked> {
	const connection = openForReading(file);
	try {
		return await checkOpen(connection, file, budget);
	} catch (error) {
		throw error instanceof LedgerOpenError ? error : databaseOpenError(file, error);
	} finally {
		connection.close();
	}
}

async function checkOpen(connection: DatabaseSync, file: string, budget: number): Promise<Checked> {
	const startedAt = performance.now();
	const skipped: string[] = [];
	// One state of the ledger, also where another process writes to it.
	connection.exec('BEGIN');
	const tables = connection.prepare(sql('tables')).all().map(row => textOf(row, 'name'));
	for (const table of tables) {
		if (performance.now() - startedAt >= budget) {
			skipped.push(table);
			continue;
		}

		const {found} = connection.prepare(sql('check-table')).get(table) ?? {};
		if (found !== 'ok') {
			throw damaged(file, `${table}: ${String(found).replaceAll(/\s+/gv, ' ')}`);
		}

		await setImmediate(); // eslint-disable-line no-await-in-loop -- the turn of others
	}

	// Of an older schema, what can be counted differs.
	const difference = readNumber(connection, 'PRAGMA user_version') === schemaVersion ? connection.prepare(sql('recount')).get() : undefined;
	if (difference !== undefined) {
		throw damaged(file, `${textOf(difference, 'what')} is counted as ${String(difference.kept)}, and there are ${String(difference.counted)}`);
	}

	connection.exec('COMMIT');
	return {ms: performance.now() - startedAt, skipped};
}
