/** `sync-tui`: the dashboard, on the demo or on a backend. */
import {constants} from 'node:os';
import type {Cache} from '../client/cache.ts';
import type {Config, Connection} from '../config/config.ts';
import {openTokenSource, type TokenSource} from '../config/token-source.ts';
import {zoneName} from '../config/zone-name.ts';
import {recallState} from '../dashboard/store/recall.ts';
import {reduce} from '../dashboard/store/reduce.ts';
import {initialState, type State} from '../dashboard/store/state.ts';
import {createStore} from '../dashboard/store/store.ts';
import {systemOffset} from '../domain/hours.ts';
import {createEffects, type EffectsOptions} from './effects.ts';
import {openConnection} from './open-connection.ts';
import {cacheOf, startKeeping} from './start-keeping.ts';
import {startPolling} from './start-polling.ts';
import {stopProcess} from './stop-process.ts';

/** Signals that end the dashboard as `q` does; the exit code tells which one it was. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves with the exit code once the dashboard has been quit and the terminal is as it was. */
export async function dashboard(config: Config, {stdin, stdout, stderr}: NodeJS.Process): Promise<number> {
	if (!stdin.isTTY || !stdout.isTTY) {
		stderr.write('sync-tui draws on a terminal, and there is none here; sync-tui status prints the backlog instead.\n');
		return 1;
	}

	if (!config.color) {
		// Ink's colours ask for this alone, when they are loaded.
		process.env.FORCE_COLOR = '0';
	}

	const {connection} = config;
	// Before the terminal is taken: a program that is asked may be slow, and what goes wrong is a line on stderr.
	using tokens = openTokenSource(connection, {env: process.env});
	await tokens.current();
	const clock = Date.now;
	// So that the last view stands in the first frame.
	const cache = cacheOf(config, process.env);
	const store = createStore(reduce, recallState(initialState({
		connection: describe(connection),
		zone: {name: zoneName(process.env.TZ), offset: systemOffset},
		now: clock(),
		size: {columns: stdout.columns, rows: stdout.rows},
		interval: config.interval,
		isReadOnly: config.readOnly,
	}), cache.kept));

	const polling: {refresh?: () => void} = {};
	const {promise: connected, resolve: connect} = Promise.withResolvers<Connected>();
	const effects = createEffects({store, connected, stdout, env: process.env});
	const {run} = await import('../dashboard/run.tsx');
	const {ended, quit} = run({
		store, stdin, stdout, clock, stopProcess, effects, isAscii: config.ascii,
		refresh() {
			polling.refresh?.();
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
		await watch({config, cache, tokens, store, polling, ended, connect});
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
	readonly cache: Cache;
	readonly tokens: TokenSource;
	readonly store: DashboardStore;
	readonly polling: {refresh?: () => void};
	readonly ended: Promise<void>;
	readonly connect: (connected: Connected) => void;
};

/** Polls until the dashboard has ended. The first frame stands: what talks to the backend starts and loads only now. */
async function watch({config: {connection}, cache, tokens, store, polling, ended, connect}: Watched): Promise<void> {
	const keeping = startKeeping(store, cache);
	try {
		await using open = await openConnection(connection, tokens);
		using started = startPolling(keeping.store, open.client);
		polling.refresh = started.refresh;
		connect({client: open.client, options: open.options, refresh: started.again});
		await ended;
	} finally {
		await keeping.end();
	}
}

export type DashboardStore = Parameters<typeof startPolling>[0];

/** What the screen calls the connection until the backend says its name; a socket is named by its file. */
function describe(connection: Connection): State['connection'] {
	if (connection.kind === 'demo') {
		return {
			name: 'demo', address: 'the demo', isDemo: true, isInsecure: false,
		};
	}

	const {url, name, isInsecure} = connection;
	return {
		name: name ?? (url.startsWith('unix:') ? url.split('/').at(-1) ?? url : new URL(url).host), address: url, isDemo: false, isInsecure,
	};
}
