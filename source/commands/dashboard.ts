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
	}));

	const polling: {poller?: Poller} = {};
	const {run} = await import('../dashboard/run.tsx');
	const {ended, quit} = run({
		store, stdin, stdout, clock, stopProcess, isAscii: config.ascii,
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
		await watch(config, store, polling, ended);
		return end.exitCode;
	} finally {
		// Whatever went wrong is told on a terminal that is as it was.
		quit();
		await ended;
	}
}

/** Polls until the dashboard has ended. The first frame stands: what talks to the backend starts and loads only now. */
async function watch({connection, interval}: Config, store: DashboardStore, polling: {poller?: Poller}, ended: Promise<void>): Promise<void> {
	await using demo = connection.kind === 'demo' ? startDemo(connection.demo) : undefined;
	const {createClient} = await import('../client/http.ts');
	const client = createClient(clientOptions(connection, demo));
	const poller = createPoller({tasks: feedOf({store, client, clock: Date.now}), interval});
	polling.poller = poller;
	const unfollow = follow(store, poller);
	poller.start();
	const forget = connection.kind === 'url' ? await startKeeping(store, connection.url) : undefined;
	try {
		await ended;
	} finally {
		forget?.();
		unfollow();
		poller.stop();
	}
}

type DashboardStore = Parameters<typeof follow>[0];

/** The demo's hours are made up anew with each start: there is nothing to keep of them. */
async function startKeeping(store: DashboardStore, url: string): Promise<() => void> {
	const {keepHours} = await import('./keep-hours.ts');
	return keepHours(store, cacheFolder(process.env), url);
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
