/** A copy of a ledger, taken while others go on reading and writing it. */
import {backup, DatabaseSync} from 'node:sqlite';
import {checkLedger} from './check-ledger.ts';
import {openForReading} from './open-database.ts';

export type BackupProgress = {
	/** Of the ledger's pages, 0 to 1. */
	readonly copied: number;
};

export type BackupOptions = {
	/** An empty file; it becomes a ledger, or is left for the caller to remove. */
	readonly copy: string;
	/** Told after each MiB. What it throws ends the backup. */
	readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
};

/** Pages of 4 KiB that are copied at a time: 1 MiB. */
const pagesPerStep = 256;

/**
Resolves once the copy is whole, checked, and on the disk; it is one file, and holds everything that was acknowledged before the call. Throws a LedgerOpenError
where there is no ledger, or where it or the copy is damaged, and what SQLite says where the disk fails. The ledger itself isn't changed.
*/
export async function backupLedger(file: string, {copy, onProgress}: BackupOptions): Promise<void> {
	const source = openForReading(file);
	try {
		// One state of the ledger for the whole copy: SQLite would begin anew at each write of another process, and under constant writing never end.
		// The log can't be emptied meanwhile; it grows by what is written.
		source.exec('BEGIN');
		source.prepare('SELECT count(*) FROM sqlite_schema').get();
		await backup(source, copy, {
			rate: pagesPerStep,
			progress({totalPages, remainingPages}) {
				onProgress?.({copied: (totalPages - remainingPages) / totalPages});
			},
		});
	} finally {
		source.close();
	}

	settle(copy);
	await checkLedger(copy, {budget: Infinity});
}

/** Without a log beside it, until it is used again: a backup that is moved somewhere else must be whole. */
function settle(copy: string): void {
	const connection = new DatabaseSync(copy);
	try {
		connection.exec('PRAGMA journal_mode = DELETE');
	} finally {
		connection.close();
	}
}
