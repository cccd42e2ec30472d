/** Two servers over one PostgreSQL, of which one is killed (SIGKILL) again and again while engines report to both; and what is counted at the end. */
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {openPostgres} from '../source/databases/postgres.ts';
import type {KillOutcome} from './kill-cycles.ts';
import {
	countsSaid, differencesOf, differencesOfIds, sum,
} from './kill-compare.ts';
import {createKillModel} from './kill-model.ts';
import {startServer, type KilledServer} from './kill-server.ts';
import {write} from './kill-writer.ts';

export type PairOptions = {
	/** The built `cli.js`. */
	readonly program: string;
	/** Of an empty database, without a password. */
	readonly database: string;
	/** Empty; it gets the sockets. */
	readonly folder: string;
	readonly writers: number;
	/** Each is one kill, of the one server and of the other by turns. */
	readonly kills: number;
	/** ms between two kills. */
	readonly interval: number;
};

/** Rejects where a server says what it must not. */
export async function runKillPair({program, database, folder, writers, kills, interval}: PairOptions): Promise<KillOutcome> {
	const sockets = [path.join(folder, 'one.sock'), path.join(folder, 'two.sock')] as const;
	const start = async (index: 0 | 1) => startServer(program, database, sockets[index]);
	const servers: [KilledServer, KilledServer] = [await start(0), await start(1)];
	const model = createKillModel();
	const objects = Array.from({length: writers}, (_, index) => `object-${index}`);
	let isWanted = true;
	const writing = Promise.all(objects.map(async (object, index) => write({
		name: `w${index}`, object, random: Math.random, model,
		// The next try goes to either, whichever the last one went to.
		socket: () => sockets[Math.random() < 0.5 ? 0 : 1],
		untilUp: async () => pause(Math.random() * 5),
		isWanted: () => isWanted,
	})));
	// Whoever waits for it hears of it; until then it must not end the process.
	writing.catch(() => undefined);
	for (let kill = 0; kill < kills; kill++) {
		/* eslint-disable no-await-in-loop -- one kill after the other */
		await Promise.race([pause(interval), writing]);
		const index = kill % 2 === 0 ? 0 : 1;
		await servers[index].end('SIGKILL');
		servers[index] = await start(index);
		/* eslint-enable no-await-in-loop */
	}

	isWanted = false;
	const written = await writing;
	const counted = await countsSaid(sockets[0]);
	await Promise.all(servers.map(async server => server.end('SIGTERM')));
	const kept = await idsIn(database);
	return {
		batches: sum(written.map(({batches}) => batches)),
		again: sum(written.map(({again}) => again)),
		known: sum(written.map(({known}) => known)),
		acknowledged: model.ids().size,
		kept: kept.length,
		differences: [...differencesOf(model, objects, counted), ...differencesOfIds(model, kept)],
	};
}

/** As the tables have them, past the servers. */
async function idsIn(url: string): Promise<string[]> {
	const postgres = openPostgres({url});
	const rows = await postgres.query('SELECT id FROM change UNION ALL SELECT id FROM ended_change');
	await postgres.close();
	return rows.map(({id}) => String(id));
}
