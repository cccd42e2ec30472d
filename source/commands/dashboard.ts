/** `sync-tui`: the dashboard, on the demo or on a backend. */
import {constants} from 'node:os';
import type {ClientOptions} from '../client/http.ts';
import {createPoller, type Poller} from '../client/poller.ts';
import type {Config, Connection} from '../config/config.ts';
import {cacheFolder} from '../config/folders.ts';
import {zoneName} from '../config/zone-name.ts';
import {feedOf} from '../dashboard/feed.ts';
import {follow} from '../dashboard/follow.ts';
import {reduce} from '../dashboard/store/reduce.ts';
import {initialState} from '../dashboard/store/state.ts';
import {createStore} from '../dashboard/store/store.ts';
import {systemOffset} from '../domain/hours.ts';
import {startDemo, type DemoProcess} from './demo-process.ts';
import {createEffects, type EffectsOptions} from './effects.ts';
import {stopProcess} from './stop-process.ts';

/** Signals that end the dashboard as `q` does; the exit code tells which one it was. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves with the exit code once the dashboard has been quit and the terminal is as it was. */
export async function dashboard(config: Config, {stdin, stdout, stderr}: NodeJS.Process): Promise<number> {
	if (!stdin.isTTY || !stdout.isTTY) {
		stderr.write('sync-tui draws on a terminal, and there is none here; run it in one, without pipes or redirection.\n');
		return 1;
	}

	if (!config.color) {
		// Ink's colours ask for this alone, when they are loaded.
		process.env.FORCE_COLOR = '0';
	}

	const {connection} = config;
	const clock = Date.now;
	const store = createStore(reduce, initialState({
		connection: describe(connection),
		zone: {name: zoneName(process.env.TZ), offset: systemOffset},
		now: clock(),
		size: {columns: stdout.columns, rows: stdout.rows},
		interval: config.interval,
		isReadOnly: config.readOnly,
	}));

	const polling: {poller?: Poller} = {};
	const {promise: connected, resolve: connect} = Promise.withResolvers<Connected>();
	const effects = createEffects({store, connected, stdout, env: process.env});
	const {run} = await import('../dashboard/run.tsx');
	const {ended, quit} = run({
		store, stdin, stdout, clock, stopProcess, effects, isAscii: config.ascii,
		refresh() {
			polling.poller?.refresh();
		},
	});
	const end = {exitCode: 0};
	// The terminal was closed: nothing can be drawn any more, and nobody is left to tell.
	for (const stream of [stdin, stdout]) {
		stream.on('error', () => {
			end.exitCode = 128 + constants.signals.SIGHUP;
			quit();
		});
	}

	for (const signal of endings) {
		process.once(signal, () => {
			end.exitCode = 128 + constants.signals[signal];
			quit();
		});
	}

	try {
		await watch({config, store, polling, ended, connect});
		return end.exitCode;
	} finally {
		// Whatever went wrong is told on a terminal that is as it was.
		effects.cancelExport();
		quit();
		await ended;
	}
}

type Connected = Awaited<EffectsOptions['connected']>;

type Watched = {
	readonly config: Config;
	readonly store: DashboardStore;
	readonly polling: {poller?: Poller};
	readonly ended: Promise<void>;
	readonly connect: (connected: Connected) => void;
};

/** Polls until the dashboard has ended. The first frame stands: what talks to the backend starts and loads only now. */
async function watch({config: {connection, interval}, store, polling, ended, connect}: Watched): Promise<void> {
	await using demo = connection.kind === 'demo' ? startDemo(connection.demo) : undefined;
	const {createClient} = await import('../client/http.ts');
	const options = clientOptions(connection, demo);
	const client = createClient(options);
	const poller = createPoller({tasks: feedOf({store, client, clock: Date.now}), interval});
	polling.poller = poller;
	const unfollow = follow(store, poller);
	connect({client, options, refresh: poller.refresh});
	poller.start();
	const forget = await startKeeping(store, connection);
	try {
		await ended;
	} finally {
		unfollow();
		poller.stop();
		await forget();
	}
}

export type DashboardStore = Parameters<typeof follow>[0];

/** The demo's hours are made up anew with each start: of them there is nothing to keep. */
async function startKeeping(store: DashboardStore, connection: Connection): Promise<() => Promise<void>> {
	const [{openCache}, {keepHours}, {keepViews}] = await Promise.all([import('../client/cache.ts'), import('./keep-hours.ts'), import('./keep-views.ts')]);
	const cache = await openCache(cacheFolder(process.env), connection.kind === 'demo' ? 'demo' : connection.url);
	const endViews = keepViews(store, cache);
	const endHours = connection.kind === 'demo' ? undefined : keepHours(store, cache);
	return async () => {
		endHours?.();
		await endViews();
	};
}

/** What the screen calls the connection until the backend says its name; a socket is named by its file. */
function describe(connection: Connection): {name: string; address: string; isDemo: boolean} {
	if (connection.kind === 'demo') {
		return {name: 'demo', address: 'the demo', isDemo: true};
	}

	const {url} = connection;
	return {name: url.startsWith('unix:') ? url.split('/').at(-1) ?? url : new URL(url).host, address: url, isDemo: false};
}

function clientOptions(connection: Connection, demo: DemoProcess | undefined): ClientOptions {
	return connection.kind === 'demo'
		? {baseUrl: `unix:${demo?.socket ?? ''}`, waitFor: demo?.ready}
		: {baseUrl: connection.url, token: connection.token};
}
