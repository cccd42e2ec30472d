/** Opens what `sync-tui serve` serves. Each kind is loaded where it is wanted. */
import type {Backend} from '../backends/backend.ts';
import type {LocalLedger} from '../backends/ledger/ledger.ts';
import type {BackendSettings} from '../config/backend-settings.ts';
import type {Environment} from '../config/config.ts';
import {fetchSecret, type SecretOrigin} from '../config/secret.ts';
import {openFileLedger} from './open-file-ledger.ts';
import type {ServeSettings} from './serve-settings.ts';

export type Served = AsyncDisposable & {
	readonly backend: Backend;
	/** Where it is a ledger: engines report to it, and it wants housekeeping. */
	readonly ledger: LocalLedger | undefined;
};

export type OpenSurroundings = {
	/** Told of checks, and of what a person should know of the database. */
	readonly say: (text: string) => void;
	readonly env: Environment;
};

/** Throws a LedgerOpenError, a UsageError or a ProblemError: `unavailable` where another try may help. */
export async function openServed(settings: ServeSettings, surroundings: OpenSurroundings): Promise<Served> {
	const {backend: settled} = settings;
	if (settled.kind === 'ledger') {
		const ledger = await openLedgerOf(settled, settings, surroundings);
		return served(ledger, ledger);
	}

	return served(await openEngine(settled, settings, surroundings));
}

function served(backend: Backend, ledger?: LocalLedger): Served {
	return {
		backend,
		ledger,
		async [Symbol.asyncDispose]() {
			await backend.close();
		},
	};
}

type Of<Kind extends BackendSettings['kind']> = Extract<BackendSettings, {kind: Kind}>;

async function openLedgerOf({address, password}: Of<'ledger'>, {folder, keptHours, names}: ServeSettings, {say, env}: OpenSurroundings): Promise<LocalLedger> {
	if (address.kind === 'sqlite') {
		return openFileLedger({file: address.file, folder, keptHours, names}, say);
	}

	const {openPostgresLedger} = await import('../backends/ledger/postgres/open-postgres-ledger.ts');
	return openPostgresLedger({postgres: {url: address.url, password: secretOf(password, env)}, keptHours, defaults: names, say});
}

async function openEngine(settings: Exclude<BackendSettings, {kind: 'ledger'}>, {names}: ServeSettings, {say, env}: OpenSurroundings): Promise<Backend> {
	switch (settings.kind) {
		case 'dataverse': {
			const {openDataverseOf} = await import('./open-dataverse-of.ts');
			return openDataverseOf(settings, names, env);
		}

		case 'tables': {
			const {openTablesOf} = await import('./open-tables-of.ts');
			return openTablesOf(settings, env, {name: names.name, say});
		}

		case 'error-file': {
			const {openErrorFile} = await import('../backends/error-file/open-error-file.ts');
			const {file, columns, timeZone} = settings;
			return openErrorFile({file, columns, timeZone, say});
		}

		case 'replication': {
			const {openReplication} = await import('../backends/replication/open-replication.ts');
			const {url, password, publisher, log} = settings;
			return openReplication({
				subscriber: {url, password: secretOf(password, env)},
				publisher: publisher && {url: publisher.url, password: secretOf(publisher.password, env)},
				log,
				name: names.name,
			});
		}
	}
}

/** Fetched anew at each connection: it may have been renewed. */
function secretOf(origin: SecretOrigin | undefined, env: Environment): (() => Promise<string>) | undefined {
	return origin === undefined ? undefined : async () => fetchSecret(origin, env, 'password');
}
