/** `sync-tui serve --backup FILE`: a copy of the ledger, taken while it is served. */
import {rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {LedgerOpenError} from '../backends/ledger/ledger-open-error.ts';
import {ExportFailure, exportFailureOf, fileFailure} from '../client/export/export-failure.ts';
import {createPartFile, type PartFile} from '../client/export/part-file.ts';
import {removeStaleParts} from '../client/export/part-name.ts';
import type {Ending} from './until-ended.ts';

export type BackupSettings = {
	/** The ledger. */
	readonly file: string;
	/** Where the copy goes, an absolute path at which nothing is. */
	readonly backup: string;
};

export type BackupSurroundings = {
	readonly say: (text: string) => void;
	/** Ends the backup, and leaves nothing of it. */
	readonly ending: Ending;
};

/** ms before progress is told, and between two tellings. */
const quiet = 1000;

/**
Resolves with 0 once the copy has its name: for its owner alone, whole, checked, and on the disk; with 1 where it came to nothing. It says how it went, and
leaves nothing that isn't whole.
*/
export async function backUp(settings: BackupSettings, surroundings: BackupSurroundings): Promise<number> {
	try {
		await copyLedger(settings, surroundings);
		return 0;
	} catch (error) {
		surroundings.say(inWords(error, settings.backup));
		return 1;
	}
}

async function copyLedger({file, backup}: BackupSettings, {say, ending}: BackupSurroundings): Promise<void> {
	if (!await isThere(file)) {
		throw new LedgerOpenError('unreachable', `There is no ledger ${file} to back up; name it with --database sqlite:FILE.`);
	}

	if (await isThere(backup)) {
		throw fileFailure('exists', backup);
	}

	const startedAt = performance.now();
	await removeStaleParts(path.dirname(backup));
	{
		await using part = await createPartFile(backup);
		await using _leftovers = sqliteFilesOf(part);
		const {backupLedger} = await import('../backends/ledger/backup.ts');
		await backupLedger(file, {copy: part.path, onProgress: createTelling(say, ending)});
		await part.finish();
		await part.place(false);
	}

	const {size} = await stat(backup);
	say(`the ledger ${file} is backed up in ${backup}: ${(size / 1e6).toFixed(1)} MB, checked, in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

async function isThere(file: string): Promise<boolean> {
	try {
		await stat(file);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return false;
		}

		throw exportFailureOf(error, file);
	}
}

/** What SQLite keeps beside the file that it writes, where it was cut short. */
function sqliteFilesOf({path: part}: PartFile): AsyncDisposable {
	return {
		async [Symbol.asyncDispose]() {
			await Promise.all(['-journal', '-wal', '-shm'].map(async suffix => rm(`${part}${suffix}`, {force: true})));
		},
	};
}

function createTelling(say: (text: string) => void, {asked}: Ending): (progress: {copied: number}) => void {
	let toldAt = performance.now();
	let isAsked = false;
	const listen = async () => {
		await asked;
		isAsked = true;
	};

	// It may never come; it never rejects.
	void listen();
	return ({copied}) => {
		if (isAsked) {
			throw new ExportFailure('cancelled', 'The backup was ended before it was done; nothing was written.');
		}

		if (performance.now() - toldAt < quiet) {
			return;
		}

		toldAt = performance.now();
		say(`copied ${Math.floor(copied * 100)} % of the ledger …`);
	};
}

const fullDisk = 13;

/** What went wrong, as one line that says what to do; a failure of the copy's disk is told as that of any file that is written. */
function inWords(error: unknown, backup: string): string {
	if (error instanceof LedgerOpenError) {
		return error.message;
	}

	const isFull = error instanceof Error && 'errcode' in error && error.errcode === fullDisk;
	const {code, message} = isFull ? fileFailure('disk-full', backup, error) : exportFailureOf(error, backup);
	return code === 'exists' ? `${backup} exists already, and a backup replaces nothing; move it away, or name another file.` : message;
}
