/** Opens a ledger in a file for `sync-tui serve`, after a check where it wasn't closed. */
import {mkdirSync, statSync} from 'node:fs';
import type {LedgerOptions, LocalLedger} from '../backends/ledger/ledger.ts';
import {LedgerOpenError} from '../backends/ledger/ledger-open-error.ts';

export type LedgerFile = {
	/** A path, or `:memory:`. */
	readonly file: string;
	/** The folder to make for it; a file that the user named must have one. */
	readonly folder: string | undefined;
	readonly keptHours: number | undefined;
	readonly names: LedgerOptions['defaults'];
};

/** `say` is told of a check. Throws a LedgerOpenError; a damaged ledger is left as it is. */
export async function openFileLedger({file, folder, keptHours, names = {}}: LedgerFile, say: (text: string) => void): Promise<LocalLedger> {
	const [{openLedger}, {checkLedger, isLeftOpen}] = await Promise.all([import('../backends/ledger/ledger.ts'), import('../backends/ledger/check-ledger.ts')]);
	if (folder !== undefined) {
		makeFolder(folder);
	}

	if (isLeftOpen(file)) {
		say(`the ledger ${file} was not closed at its last end (or another process uses it): checking its ${sizeOf(file)} …`);
		const {ms, skipped} = await checkLedger(file);
		say(`the ledger is sound: checked in ${(ms / 1000).toFixed(1)} s${skipped.length === 0 ? '' : `, but for ${skipped.join(', ')}, for lack of time`}.`);
	}

	return openLedger({file, keptHours, defaults: names});
}

/** It is its owner's alone. */
function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new LedgerOpenError('unreachable', `The folder ${folder} cannot be made for the ledger (${reason}); name a file with --database sqlite:FILE.`, {cause: error});
	}
}

/** The first start of a ledger may have ended before anything of it was written. */
function sizeOf(file: string): string {
	const bytes = statSync(file, {throwIfNoEntry: false})?.size ?? 0;
	return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
