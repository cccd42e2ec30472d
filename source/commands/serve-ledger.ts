/** Opens the ledger that `sync-tui serve` serves, after a check where it wasn't closed. */
import {mkdirSync, statSync} from 'node:fs';
import type {LocalLedger} from '../backends/ledger/ledger.ts';
import {LedgerOpenError} from '../backends/ledger/ledger-open-error.ts';
import type {ServeSettings} from './serve-settings.ts';

export type ServedLedger = AsyncDisposable & {readonly ledger: LocalLedger};

/** `say` is told of a check. Throws a LedgerOpenError; a damaged ledger is left as it is. */
export async function openServed({file, folder, keptHours, names}: ServeSettings, say: (text: string) => void): Promise<ServedLedger> {
	const [{openLedger}, {checkLedger, isLeftOpen}] = await Promise.all([import('../backends/ledger/ledger.ts'), import('../backends/ledger/check-ledger.ts')]);
	if (folder !== undefined) {
		makeFolder(folder);
	}

	if (isLeftOpen(file)) {
		say(`the ledger ${file} was not closed at its last end (or another process uses it): checking its ${sizeOf(file)} …`);
		const {ms, skipped} = await checkLedger(file);
		say(`the ledger is sound: checked in ${(ms / 1000).toFixed(1)} s${skipped.length === 0 ? '' : `, but for ${skipped.join(', ')}, for lack of time`}.`);
	}

	const ledger = openLedger({file, keptHours, defaults: names});
	return {
		ledger,
		async [Symbol.asyncDispose]() {
			await ledger.close();
		},
	};
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
