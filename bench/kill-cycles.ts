/** Kills a server (SIGKILL) at any moment while engines report to it, again and again, and counts at the end. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as pause} from 'node:timers/promises';
import {createClient} from '../source/client/http.ts';
import {StatusSchema} from '../source/contract/status.ts';
import {ThroughputSchema} from '../source/contract/throughput.ts';
import {createKillModel, type Counts, type KillModel} from './kill-model.ts';
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
		name: `w${index}`, object, socket, random, model, untilUp: async () => up.promise, isWanted: () => isWanted,
	})));
	// Whoever waits for it hears of it; until then it must not end the process.
	writing.catch(() => undefined);
	for (let cycle = 1; cycle <= cycles; cycle++) {
		/* eslint-disable no-await-in-loop -- one life after the other */
		const startedAt = performance.now();
		const server = await startServer(program, file, socket);
		up.resolve();
		await Promise.race([pause(random() * maxLife), writing]);
		up = Promise.withResolvers();
		await server.end('SIGKILL');
		onCycle?.(cycle, performance.now() - startedAt);
		/* eslint-enable no-await-in-loop */
	}

	const server = await startServer(program, file, socket);
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
		differences: [...differencesOf(model, counted), ...differencesOfIds(model, kept)],
	};
}

/** Resolves once it listens. */
async function startServer(program: string, file: string, socket: string): Promise<{end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>}> {
	const child = spawn(process.execPath, [program, 'serve', '--database', `sqlite:${file}`, '--socket', socket, '--keep-errors', 'forever'], {
		stdio: ['ignore', 'pipe', 'pipe'], env: {PATH: process.env.PATH},
	});
	let complaints = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});
	const closed = once(child, 'close');
	const isUp = await Promise.race([once(child.stdout, 'data').then(() => true), closed.then(() => false)]);
	if (!isUp) {
		throw new Error(`The server did not start again: ${complaints}`);
	}

	return {
		async end(signal) {
			child.kill(signal);
			await closed;
		},
	};
}

/** What the server counts, by object. */
async function countsSaid(socket: string): Promise<ReadonlyMap<string, Counts>> {
	const client = createClient({baseUrl: `unix:${socket}`});
	const day = 86_400_000;
	const quarter = 900_000;
	const now = Math.floor(Date.now() / quarter) * quarter;
	const span = new URLSearchParams({from: new Date(now - day).toISOString(), to: new Date(now + quarter).toISOString(), resolution: 'PT15M'});
	const [{value: status}, {value: throughput}] = await Promise.all([
		client.get('/v1/status', StatusSchema), client.get(`/v1/throughput?${span.toString()}`, ThroughputSchema),
	]);
	return new Map(status.objects.map(({object, pending, failed}) => {
		const buckets = throughput.buckets.filter(bucket => bucket.object === object);
		return [object, {
			pending: Number(pending.updates),
			failed: Number(failed),
			synced: sum(buckets.map(({synced}) => Number(synced))),
			errors: sum(buckets.map(({failed: ended}) => Number(ended))),
		}];
	}));
}

function differencesOf(model: KillModel, said: ReadonlyMap<string, Counts>): string[] {
	return objects
		.map(object => ({object, acknowledged: JSON.stringify(model.countsOf(object)), counted: JSON.stringify(said.get(object))}))
		.filter(({acknowledged, counted}) => acknowledged !== counted)
		.map(({object, acknowledged, counted}) => `${object}: acknowledged ${acknowledged}, counted ${counted}`);
}

function differencesOfIds(model: KillModel, kept: readonly string[]): string[] {
	const [acknowledged, unique] = [model.ids(), new Set(kept)];
	const lost = [...acknowledged].filter(id => !unique.has(id)); // eslint-disable-line unicorn/prefer-set-methods -- the library that is compiled against has none
	const strange = kept.filter(id => !acknowledged.has(id));
	return [
		...(lost.length > 0 ? [`acknowledged and lost: ${lost.slice(0, 5).join(', ')} (${lost.length})`] : []),
		...(strange.length > 0 ? [`kept without being acknowledged: ${strange.slice(0, 5).join(', ')} (${strange.length})`] : []),
		...(unique.size < kept.length ? [`${kept.length - unique.size} ids are there twice`] : []),
	];
}

/** As the file has them, past the server. */
function idsIn(file: string): string[] {
	const connection = new DatabaseSync(file, {readOnly: true});
	const ids = connection.prepare('SELECT id FROM change').all().map(({id}) => String(id));
	connection.close();
	return ids;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
