/** `sync-tui serve`: a backend for engines that report to it, or the demo. */
import {mkdirSync, rmdirSync} from 'node:fs';
import path from 'node:path';
import type {LocalLedger} from '../backends/ledger/ledger.ts';
import {LedgerOpenError} from '../backends/ledger/ledger-open-error.ts';
import type {DemoSettings, Environment} from '../config/config.ts';
import {UsageError} from '../config/usage-error.ts';
import {ListenError} from '../server/listen-error.ts';
import {resolveServe, type ServeFlags, type ServeSettings} from './serve-settings.ts';
import {tellParent, untilEnded} from './until-ended.ts';

export type ServeStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
	/** `XDG_DATA_HOME`: where the ledger is kept. */
	readonly env: Environment;
};

/**
Serves until it is told to end (by a signal, or by the end of its parent), then closes and resolves with 0; with 1 where it can't open its ledger
or listen, or where the demo breaks down. Throws a UsageError for a wrong setting.
*/
export async function serve(flags: ServeFlags, {stdout, stderr, env}: ServeStreams): Promise<number> {
	const settings = resolveServe(flags, env);
	const say = (text: string) => {
		stderr.write(`sync-tui serve: ${text}\n`);
	};

	using ending = untilEnded(settings);
	try {
		await using ledger = await openSettled(settings);
		await using demo = settings.demo === undefined ? undefined : await startDemo(ledger.ledger, settings.demo, settings);
		await using _housekeeping = await keepHouse(ledger.ledger, settings.keptHours, say);
		const [{createHandler}, {listen}] = await Promise.all([import('../server/handle.ts'), import('../server/listen.ts')]);
		const handler = createHandler(ledger.ledger, {
			token: settings.token,
			log(request, error) {
				say(`${request}: ${lineOf(error)}`);
			},
		});
		const server = await listen(handler, settings.address, error => {
			say(`a connection broke: ${lineOf(error)}`);
		});
		try {
			stdout.write(`sync-tui serve: listening on ${server.url} (Ctrl-C stops)\n`);
			if (settings.parentWatch) {
				tellParent(server.url);
			}

			await Promise.race([ending.asked, ...(demo === undefined ? [] : [demo.failed])]);
		} finally {
			await server.close();
			removeFolder(settings);
		}

		return 0;
	} catch (error) {
		if (error instanceof UsageError) {
			throw error;
		}

		say(lineOf(error));
		return 1;
	}
}

/** The socket's folder was made for this server by the process that started it, which may be gone. */
function removeFolder({parentWatch, address}: ServeSettings): void {
	if (!parentWatch || !('socket' in address)) {
		return;
	}

	try {
		rmdirSync(path.dirname(address.socket));
	} catch {/* It holds something else, or is gone already. */}
}

async function openSettled({file, folder, keptHours, names}: ServeSettings): Promise<AsyncDisposable & {readonly ledger: LocalLedger}> {
	const {openLedger} = await import('../backends/ledger/ledger.ts');
	if (folder !== undefined) {
		makeFolder(folder);
	}

	const ledger = openLedger({file, keptHours, defaults: names});
	return {
		ledger,
		async [Symbol.asyncDispose]() {
			await ledger.close();
		},
	};
}

/** It is its owner's alone. */
function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new LedgerOpenError('unreachable', `The folder ${folder} cannot be made for the ledger (${reason}); name a file with --database sqlite:FILE.`, {cause: error});
	}
}

/** Resolves once the demo has reported its past, so that nobody finds it empty. `failed` rejects if it breaks down later. */
async function startDemo({ingest, status, ignoredChanges}: LocalLedger, demoSettings: DemoSettings, {file, names}: ServeSettings): Promise<AsyncDisposable & {readonly failed: Promise<never>}> {
	const {objects} = await status();
	if (objects.length > 0) {
		throw new UsageError(`--demo would mix made-up records with those in ${file}; name a file that doesn't exist yet, or leave --database out.`);
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

async function keepHouse(ledger: LocalLedger, hours: number | undefined, say: (text: string) => void): Promise<AsyncDisposable> {
	const {startHousekeeping} = await import('../backends/ledger/housekeeping.ts');
	return {
		[Symbol.asyncDispose]: startHousekeeping(ledger, {
			hours,
			onFailure(error) {
				say(`the ledger could not be tidied: ${lineOf(error)}`);
			},
		}),
	};
}

function systemOf(name: string | undefined): {name: string} | undefined {
	return name === undefined ? undefined : {name};
}

/** What is expected to go wrong has a line that says what to do; for anything else the stack helps more. */
function lineOf(error: unknown): string {
	if (!(error instanceof Error)) {
		return String(error);
	}

	return error instanceof LedgerOpenError || error instanceof ListenError ? error.message : error.stack ?? error.message;
}
