/** What keeps a ledger from being opened, as one line that says what to do. */
import {sqliteCode} from './unavailable.ts';
import {LedgerOpenError} from './ledger-open-error.ts';

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

/** From what the file system says when the file is made. */
export function fileOpenError(file: string, error: unknown): LedgerOpenError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'it failed';
	const what = obstacles.get(code) ?? `${code}; name another file`;
	return new LedgerOpenError('unreachable', `The ledger ${file} cannot be opened: ${what}.`, {cause: error});
}

export function damaged(file: string, what: string, options?: ErrorOptions): LedgerOpenError {
	const todo = `move ${file}, ${file}-wal and ${file}-shm away, put a backup in its place (a file that sync-tui serve --backup wrote), and start again`;
	return new LedgerOpenError('damaged', `The ledger ${file} is damaged (${what}). It was left as it is: ${todo}.`, options);
}

/** From what SQLite says; what isn't about the file is returned as it is. */
export function databaseOpenError(file: string, error: unknown): unknown {
	const what = error instanceof Error ? error.message : '';
	switch (sqliteCode(error)) {
		case 5:
		case 6: {
			return new LedgerOpenError('busy', `The ledger ${file} is locked by another process; end that one, or name another file.`, {cause: error});
		}

		case 11: {
			return damaged(file, what, {cause: error});
		}

		case 26: {
			return new LedgerOpenError('not-a-database', `${file} is not a ledger, or it is damaged; name another file, or restore it from a backup.`, {cause: error});
		}

		case 8:
		case 10:
		case 13:
		case 14: {
			return new LedgerOpenError('unreachable', `The ledger ${file} cannot be opened (${what}); check its folder's permissions and free space, or name another file.`, {cause: error});
		}

		case undefined:
		default: {
			return error;
		}
	}
}
