/** Is what a server acknowledged there after a kill, and counted once, however often it is killed? */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {median, percentile, type Bench} from './figures.ts';
import {runKillCycles} from './kill-cycles.ts';

/** Cycles between two lines of progress. */
const told = 50;

/** A run is one cycle: a start, some reports, a kill. */
export const soakKill: Bench = {
	defaultRuns: 1000,
	async measure(program, cycles) {
		const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-kill-'));
		const times: number[] = [];
		try {
			const {batches, again, known, acknowledged, kept, differences} = await runKillCycles({
				program, folder, cycles,
				onCycle(cycle, ms) {
					times.push(ms);
					if (cycle % told === 0) {
						process.stderr.write(`${cycle} of ${cycles} kills, ${median(times.slice(-told)).toFixed(0)} ms each\n`);
					}
				},
			});
			return [
				{name: 'kills (SIGKILL), with a start of the server before each', value: String(cycles)},
				{name: '  from start to end, p50 · max', value: `${median(times).toFixed(0)} · ${percentile(times, 1).toFixed(0)} ms`},
				{name: 'batches acknowledged', value: String(batches)},
				{name: '  sent again, as they were not', value: String(again)},
				{name: '  of which all was there already', value: String(known)},
				{name: 'changes acknowledged', value: String(acknowledged)},
				{name: 'changes in the ledger', value: String(kept), target: {text: String(acknowledged), isMet: kept === acknowledged}},
				{name: 'differences between acknowledged and counted', value: differences.length === 0 ? '0' : differences.join('; '), target: {text: '0', isMet: differences.length === 0}},
			];
		} finally {
			await rm(folder, {recursive: true, force: true});
		}
	},
};
