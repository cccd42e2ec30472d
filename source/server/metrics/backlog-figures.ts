/** What the backend's status says, as gauges. */
import {Gauge, type Registry} from 'prom-client';
import type {Status} from '../../contract/status.ts';
import {backlogSamples, type BacklogSamples, type Sample} from './backlog-samples.ts';

/** For how long an answer of the backend is used again, in ms: several may scrape, and each question costs the backend. */
const reuse = 5000;
/** How long a scrape waits for the backend, in ms; Prometheus itself gives up after 10 s unless told otherwise. */
const patience = 5000;

export type BacklogSource = {
	readonly status: () => Promise<Status>;
	/** ms since 1970. */
	readonly clock: () => number;
};

/** Brings the gauges up to date. Never rejects: where the backend fails, they have no sample, and `sync_tui_backend_up` is 0. */
export function backlogFigures(registry: Registry, {status, clock}: BacklogSource): () => Promise<void> {
	const registers = [registry];
	const up = new Gauge({name: 'sync_tui_backend_up', help: 'Whether the backend answered when it was asked for its status: 1 or 0.', registers});
	const gauges: {readonly [Name in keyof BacklogSamples]: Gauge} = {
		pending: new Gauge({
			name: 'sync_tui_pending_records', help: 'Records that wait to be synced, as the backend counts them; sync_tui_inexact_counts says whether all counts are exact.',
			labelNames: ['object', 'operation'], registers,
		}),
		failed: new Gauge({name: 'sync_tui_failed_records', help: 'Records that failed to sync and are neither retried nor ignored.', labelNames: ['object'], registers}),
		oldest: new Gauge({
			name: 'sync_tui_oldest_pending_age_seconds', help: 'Time since the oldest change that is pending was made.', labelNames: ['object', 'operation'], registers,
		}),
		inexact: new Gauge({
			name: 'sync_tui_inexact_counts', help: 'How many of the counts of records are estimates, or lower bounds ("at-least").', labelNames: ['quality'], registers,
		}),
		state: new Gauge({name: 'sync_tui_sync_state', help: 'The state that the sync is in: 1 for that one, 0 for the others.', labelNames: ['state'], registers}),
	};
	const names = ['pending', 'failed', 'oldest', 'inexact', 'state'] as const;
	let askedAt = -Infinity;
	let asking: Promise<void> | undefined;

	const ask = async () => {
		const samples = await samplesWithin(patience, status, clock);
		up.set(samples === undefined ? 0 : 1);
		for (const name of names) {
			gauges[name].reset();
			for (const {labels, value} of samples?.[name] ?? [] as Array<Sample<string>>) {
				gauges[name].set(labels, value);
			}
		}
	};

	return async () => {
		if (asking === undefined || clock() - askedAt >= reuse) {
			askedAt = clock();
			asking = ask();
		}

		await asking;
	};
}

async function samplesWithin(limit: number, status: () => Promise<Status>, clock: () => number): Promise<BacklogSamples | undefined> {
	const {promise: late, resolve} = Promise.withResolvers<undefined>();
	const timer = setTimeout(resolve, limit, undefined);
	const answer = (async () => backlogSamples(await status(), clock()))().catch(() => undefined);
	try {
		return await Promise.race([answer, late]);
	} finally {
		clearTimeout(timer);
	}
}
