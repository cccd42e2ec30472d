/** A ledger with as many open errors as asked, made once and kept in a folder of the system's for temporary files. */
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {
	mkdir, readdir, readFile, rename, rm,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {openLedger, type Ledger} from '../source/backends/ledger/ledger.ts';
import {schemaVersion} from '../source/backends/ledger/open-database.ts';
import {dataVersion, failedChanges, type FailedChange} from './errors-data.ts';

export type MadeLedger = {
	readonly file: string;
	readonly rows: number;
	/** ms UTC: all its errors occurred in the five days before. */
	readonly end: number;
	/** Errors a second that were taken in, as changes and as results; undefined where the ledger was there already. */
	readonly rate: number | undefined;
};

const folder = path.join(tmpdir(), 'sync-tui-bench');
const sqlFolder = fileURLToPath(new URL('../source/backends/ledger/sql', import.meta.url));
const seed = 'errors';
const day = 24 * 3_600_000;

/** How many errors are reported in one go. */
const batch = 2000;

/** The errors end with the last full day of UTC, so a ledger is good for a day; older ones are removed. */
export async function ledgerOf(rows: number): Promise<MadeLedger> {
	const end = Math.floor(Date.now() / day) * day;
	const kept = `errors-${seed}-${schemaVersion}-${await fingerprint()}-${new Date(end).toISOString().slice(0, 10)}`;
	await mkdir(folder, {recursive: true, mode: 0o700});
	await removeOthers(kept);
	const file = path.join(folder, `${kept}-${rows}.db`);
	if (existsSync(file)) {
		return {file, rows, end, rate: undefined};
	}

	process.stderr.write(`Making ${file} …\n`);
	const unfinished = `${file}.${process.pid}.part`;
	const rate = await fill(unfinished, rows, end);
	await rename(unfinished, file);
	return {file, rows, end, rate};
}

/** Of the schema as it stands, which changes more often than its number while one works on it, and of the data. */
async function fingerprint(): Promise<string> {
	const names = await readdir(sqlFolder);
	const texts = await Promise.all(names.filter(name => name.startsWith('schema')).toSorted().map(async name => readFile(path.join(sqlFolder, name), 'utf8')));
	return createHash('sha1').update([dataVersion, ...texts].join('\n')).digest('hex').slice(0, 8);
}

async function removeOthers(kept: string): Promise<void> {
	const names = await readdir(folder);
	await Promise.all(names.filter(name => !name.startsWith(kept)).map(async name => rm(path.join(folder, name), {force: true})));
}

/** Resolves with the errors a second. */
async function fill(file: string, rows: number, end: number): Promise<number> {
	const ledger = openLedger({file, clock: () => end, defaults: {name: 'bench', source: 'Microsoft Dynamics', target: 'Marketo'}});
	let busy = 0;
	let waiting: FailedChange[] = [];
	const report = async () => {
		const startedAt = performance.now();
		await tell(ledger, waiting);
		busy += performance.now() - startedAt;
		waiting = [];
	};

	for (const failed of failedChanges(seed, rows, end)) {
		waiting.push(failed);
		if (waiting.length === batch) {
			await report(); // eslint-disable-line no-await-in-loop -- one batch after the other, as an engine would
		}
	}

	await report();
	await ledger.close();
	return rows / busy * 1000;
}

async function tell({ingest}: Ledger, failed: readonly FailedChange[]): Promise<void> {
	await ingest.changes(failed.map(({change}) => change));
	await ingest.results(failed.flatMap(({results}) => results));
}
