/** Kills a server (SIGKILL) at any moment while engines report to it, again and again, and counts at the end. */
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as pause} from 'node:timers/promises';
import {
	countsSaid, differencesOf, differencesOfIds, sum,
} from './kill-compare.ts';
import {createKillModel} from './kill-model.ts';
import {startServer} from './kill-server.ts';
import {write, type Written} from './kill-writer.ts';

export type KillOptions = {
	/** The built `cli.js`. */
	readonly program: string;
	/** Empty; it gets the ledger and the socket. */
	readonly folder: string;
	readonly cycles: number;
	/** Of 0 to 1. */
	readonly random?: () => number;
	/** Told after each cycle, with the ms that it took. */
	readonly onCycle?: (cycle: number, ms: number) => void;
};

export type KillOutcome = Written & {
	/** Ids that were acknowledged. */
	readonly acknowledged: number;
	/** Rows of the ledger. */
	readonly kept: number;
	/** What doesn't agree, in words. */
	readonly differences: readonly string[];
};

const objects = ['lead', 'contact', 'account'];

/** How long a server lives after it listens, in ms: less than a batch takes, or some twenty of them. */
const maxLife = 60;

export async function runKillCycles({program, folder, cycles, random = Math.random, onCycle}: KillOptions): Promise<KillOutcome> {
	const [file, socket] = [path.join(folder, 'ledger.db'), path.join(folder, 'serve.sock')];
	const model = createKillModel();
	let up = Promise.withResolvers<void>();
	let isWanted = true;
	const writing = Promise.all(objects.map(async (object, index) => write({
		name: `w${index}`, object, socket: () => socket, random, model, untilUp: async () => up.promise, isWanted: () => isWanted,
	})));
	// Whoever waits for it hears of it; until then it must not end the process.
	writing.catch(() => undefined);
	for (let cycle = 1; cycle <= cycles; cycle++) {
		/* eslint-disable no-await-in-loop -- one life after the other */
		const startedAt = performance.now();
		const server = await startServer(program, `sqlite:${file}`, socket);
		up.resolve();
		await Promise.race([pause(random() * maxLife), writing]);
		up = Promise.withResolvers();
		await server.end('SIGKILL');
		onCycle?.(cycle, performance.now() - startedAt);
		/* eslint-enable no-await-in-loop */
	}

	const server = await startServer(program, `sqlite:${file}`, socket);
	up.resolve();
	isWanted = false;
	const written = await writing;
	const counted = await countsSaid(socket);
	await server.end('SIGTERM');
	const kept = idsIn(file);
	return {
		batches: sum(written.map(({batches}) => batches)),
		again: sum(written.map(({again}) => again)),
		known: sum(written.map(({known}) => known)),
		acknowledged: model.ids().size,
		kept: kept.length,
		differences: [...differencesOf(model, objects, counted), ...differencesOfIds(model, kept)],
	};
}

/** As the file has them, past the server. */
function idsIn(file: string): string[] {
	const connection = new DatabaseSync(file, {readOnly: true});
	const ids = connection.prepare('SELECT id FROM change').all().map(({id}) => String(id));
	connection.close();
	return ids;
}
