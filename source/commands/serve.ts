/** `sync-tui serve`: a backend for engines that report to it, or the demo. */
import type {LocalLedger} from '../backends/ledger/ledger.ts';
import {backendText} from '../config/backend-settings.ts';
import type {DemoSettings, Environment} from '../config/config.ts';
import {UsageError} from '../config/usage-error.ts';
import type {FileSettings} from '../config/file-settings.ts';
import {openPatiently} from './open-patiently.ts';
import {openServed} from './open-served.ts';
import {openGuards} from './serve-guards.ts';
import {lineOf} from './serve-lines.ts';
import {closing, drain, isTrusting, listenClosed, warningOf} from './serve-listening.ts';
import {openServeLog, type LogStream, type ServeLog} from './serve-log.ts';
import {resolveServe, type ServeFlags, type ServeSettings} from './serve-settings.ts';
import {tellParent, untilEnded, type Ending} from './until-ended.ts';

export type ServeStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: LogStream;
	/** `XDG_DATA_HOME`: where the ledger is kept. */
	readonly env: Environment;
};

/**
Serves until it is told to end (by a signal, or by the end of its parent), then lets running requests end, closes and resolves with 0; with 1 where it can't open its ledger
or listen, or where the demo breaks down. With `backup` it copies the ledger instead. Throws a UsageError for a wrong setting.
*/
export async function serve(flags: ServeFlags, {stdout, stderr, env}: ServeStreams, file?: FileSettings): Promise<number> {
	const settings = resolveServe(flags, env, file);
	const log = await openServeLog(settings.logFormat, stderr);
	using ending = untilEnded(settings);
	try {
		const {backend, backup} = settings;
		if (backup !== undefined && backend.kind === 'ledger' && backend.address.kind === 'sqlite') {
			const {backUp} = await import('./serve-backup.ts');
			return await backUp({file: backend.address.file, backup}, {say: log.say, ending});
		}

		await serveUntil(ending, settings, {log, stdout, env});
		return 0;
	} catch (error) {
		if (error instanceof UsageError) {
			throw error;
		}

		log.say(lineOf(error), 'error');
		return 1;
	}
}

async function serveUntil(ending: Ending, settings: ServeSettings, {log, stdout, env}: Pick<ServeStreams, 'stdout' | 'env'> & {log: ServeLog}): Promise<void> {
	using guards = await openGuards(settings, log);
	// It listens before it opens: a check or an upgrade may take a while, and who asks meanwhile is told to wait instead of finding nobody.
	const doorway = await listenClosed(settings, guards, log);
	const {server, gate, metrics} = doorway;
	await using _listening = closing(server, settings);
	let isAnnounced = false;
	const announce = () => {
		if (isAnnounced) {
			return;
		}

		isAnnounced = true;
		stdout.write(`sync-tui serve: listening on ${server.url} (Ctrl-C stops)\n`);
		const warning = warningOf(settings);
		if (warning !== undefined) {
			log.say(warning);
		}

		if (settings.parentWatch) {
			tellParent(server.url);
		}
	};

	await using served = await openPatiently(async () => openServed(settings, {say: log.say, env}), {
		asked: ending.asked,
		onFailure(error) {
			// Who asks hears why, instead of waiting.
			gate.explain(error.message);
			log.fail(backendText(settings.backend), error);
			announce();
		},
	});
	if (served === undefined) {
		return;
	}

	const {ledger} = served;
	await using demo = settings.demo === undefined || ledger === undefined ? undefined : await startDemo(ledger, settings.demo, settings);
	await using _housekeeping = ledger === undefined ? undefined : await keepHouse(ledger, settings.keptHours, log.fail);
	const {createHandler} = await import('../server/handle.ts');
	// What has begun ends before the ledger is closed.
	await using _requests = closing(server, settings);
	gate.open(createHandler(served.backend, {
		token: settings.token, tokens: guards.tokens, isLocalOnly: isTrusting(settings), metrics: metrics?.pageOf(served.backend), tally: metrics?.tally, log: log.fail,
	}));
	announce();
	await Promise.race([ending.asked, ...(demo === undefined ? [] : [demo.failed])]);
	await drain(doorway, settings, log);
}

/** Resolves once the demo has reported its past, so that nobody finds it empty. `failed` rejects if it breaks down later. */
async function startDemo({ingest, status, ignoredChanges}: LocalLedger, demoSettings: DemoSettings, {backend, names}: ServeSettings): Promise<AsyncDisposable & {readonly failed: Promise<never>}> {
	const {objects} = await status();
	if (objects.length > 0) {
		throw new UsageError(`--demo would mix made-up records with those in ${backendText(backend)}; name a file that doesn't exist yet, or leave --database out.`);
	}

	const [{createDemo}, {runDemo}] = await Promise.all([import('../backends/demo/demo.ts'), import('../backends/demo/run-demo.ts')]);
	const demo = createDemo({ingest, ignored: ignoredChanges, ...demoSettings});
	await demo.prepare();
	await ingest.describe({name: names.name, source: systemOf(names.source), target: systemOf(names.target)});
	const {promise: failed, reject} = Promise.withResolvers<never>();
	// Whoever waits for it hears of it; nobody may.
	failed.catch(() => undefined);
	return {failed, [Symbol.asyncDispose]: runDemo(demo, reject)};
}

async function keepHouse(ledger: LocalLedger, hours: number | undefined, fail: ServeLog['fail']): Promise<AsyncDisposable> {
	const {startHousekeeping} = await import('../backends/ledger/housekeeping.ts');
	return {
		[Symbol.asyncDispose]: startHousekeeping(ledger, {
			hours,
			onFailure(error) {
				fail('the ledger could not be tidied', error);
			},
		}),
	};
}

function systemOf(name: string | undefined): {name: string} | undefined {
	return name === undefined ? undefined : {name};
}
