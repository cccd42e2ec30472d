/** `sync-tui`: the dashboard, on the demo or on a backend. */
import type {Cache} from '../client/cache.ts';
import {addressOf, type Config, type Connection} from '../config/config.ts';
import {openTokenSource, type TokenSource} from '../config/token-source.ts';
import {zoneName} from '../config/zone-name.ts';
import {recallState} from '../dashboard/store/recall.ts';
import {reduce} from '../dashboard/store/reduce.ts';
import {initialState, type State} from '../dashboard/store/state.ts';
import {createStore} from '../dashboard/store/store.ts';
import {terminalSize} from '../dashboard/terminal-size.ts';
import {systemOffset} from '../domain/hours.ts';
import {complaintAbout} from './check-terminal.ts';
import {createEffects, type EffectsOptions} from './effects.ts';
import {jobControl, onSizeSignal, refreshSize} from './job-control.ts';
import {openConnection} from './open-connection.ts';
import {cacheOf, startKeeping} from './start-keeping.ts';
import {startPolling} from './start-polling.ts';
import {tellCrash} from './tell-crash.ts';
import {awaitEndings, endBySignal, endWithin, type Ending} from './terminal-endings.ts';

/** ms from what ends the dashboard to the end of the process, whatever a backend, a disk or a name server still owes. */
const patience = 800;

/** Resolves with the exit code once the dashboard has been quit and the terminal is as it was. `version` is the program's. */
export async function dashboard(config: Config, {stdin, stdout, stderr, env, platform}: NodeJS.Process, version: string): Promise<number> {
	const complaint = complaintAbout({stdin, stdout, env, platform});
	if (complaint !== undefined) {
		stderr.write(`${complaint}\n`);
		return 1;
	}

	if (!config.color) {
		// Ink's colours ask for this alone, when they are loaded.
		process.env.FORCE_COLOR = '0';
	}

	const {connection} = config;
	// Before the terminal is taken: a program that is asked may be slow, and what goes wrong is a line on stderr.
	using tokens = openTokenSource(connection, {env});
	const token = await tokens.current();
	const clock = Date.now;
	// So that the last view stands in the first frame.
	const cache = cacheOf(config, env);
	const store = createStore(reduce, recallState(initialState({
		connection: describe(connection),
		zone: {name: zoneName(env.TZ), offset: systemOffset},
		now: clock(),
		size: terminalSize(stdout),
		interval: config.interval,
		isReadOnly: config.readOnly,
		// A file of errors has no backlog.
		tab: connection.kind === 'served' && connection.backend.kind === 'error-file' ? 'errors' : 'status',
	}), cache.kept));

	const polling: {refresh?: () => void} = {};
	const {promise: connected, resolve: connect} = Promise.withResolvers<Connected>();
	const effects = createEffects({store, connected, stdout, env});
	const {run} = await import('../dashboard/run.tsx');
	using jobs = jobControl();
	const running = run({
		store, stdin, stdout, clock, effects, refreshSize, onSizeSignal,
		stop: jobs.stop,
		isAscii: config.ascii,
		hasFocus: config.focus,
		refresh() {
			polling.refresh?.();
		},
	});
	jobs.listen(running);
	let end: Ending = {exitCode: 0};
	using endings = awaitEndings({stdin, stdout, stderr}, first => {
		end = first;
		running.quit();
	});
	// Whatever went wrong is told on a terminal that is as it was, and before anything else that may take long.
	const restored = running.ended.catch((error: unknown) => {
		end = {exitCode: 1, crash: {error}};
	}).then(async () => {
		endWithin(patience, () => end.exitCode);
		if (end.crash === undefined) {
			return;
		}

		// It may have been renewed.
		const secrets = [token, await tokens.current(), env.SYNC_TUI_TOKEN?.trim()].filter(secret => secret !== undefined);
		tellCrash({error: end.crash.error, version, now: clock(), secrets}, {env, stderr});
	});
	try {
		await watch({config, cache, tokens, store, polling, ended: restored, connect});
	} finally {
		effects.cancelExport();
		running.quit();
		await restored;
	}

	if (end.signal !== undefined && running.isAway()) {
		endings[Symbol.dispose]();
		endBySignal(end.signal);
	}

	return end.exitCode;
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

	return {
		name: connection.name ?? nameOf(connection), address: addressOf(connection), isDemo: false, isInsecure: connection.kind === 'url' && connection.isInsecure,
	};
}

function nameOf(connection: Exclude<Connection, {kind: 'demo'}>): string {
	const address = addressOf(connection);
	const isWeb = connection.kind === 'url' && !address.startsWith('unix:');
	return isWeb ? new URL(address).host : address.split('/').at(-1) ?? address;
}
