/** Is what two servers over one PostgreSQL acknowledged there, and counted once, while one of them is killed every second? */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startCluster} from '../test/helpers/postgres/cluster.ts'; // eslint-disable-line node-test/no-import-test-files -- it holds no test
import type {Bench} from './figures.ts';
import {runKillPair} from './kill-pair.ts';

const writers = 8;

/** A run is a kill, a second after the one before. */
export const postgresKill: Bench = {
	defaultRuns: 60,
	async measure(program, kills) {
		const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-kill-'));
		try {
			await using cluster = await startCluster({fsync: 'on', full_page_writes: 'on', autovacuum: 'on'});
			const {batches, again, known, acknowledged, kept, differences} = await runKillPair({program, database: cluster.url('postgres'), folder, writers, kills, interval: 1000});
			return [
				{name: 'kills (SIGKILL) of one of two servers, a second apart', value: String(kills)},
				{name: `batches acknowledged to ${writers} writers`, value: String(batches)},
				{name: '  sent again, as they were not', value: String(again)},
				{name: '  of which all was there already', value: String(known)},
				{name: 'changes acknowledged', value: String(acknowledged)},
				{name: 'ids in the ledger', value: String(kept), target: {text: String(acknowledged), isMet: kept === acknowledged}},
				{name: 'differences between acknowledged and counted', value: differences.length === 0 ? '0' : differences.join('; '), target: {text: '0', isMet: differences.length === 0}},
			];
		} finally {
			await rm(folder, {recursive: true, force: true});
		}
	},
};
