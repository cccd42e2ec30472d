/** What stands behind a server of our own: a ledger, tables of another engine, a replication, Dataverse, or a file. It holds no secret. */
import {createHash} from 'node:crypto';
import {addressText, type DatabaseAddress} from './database-address.ts';
import type {SecretOrigin} from './secret.ts';

export type BackendSettings =
	| {
		readonly kind: 'ledger';
		readonly address: Extract<DatabaseAddress, {kind: 'sqlite' | 'postgres'}>;
		readonly password: SecretOrigin | undefined;
	}
	| {
		readonly kind: 'tables';
		readonly address: Extract<DatabaseAddress, {kind: 'sqlite' | 'postgres' | 'mysql'}>;
		readonly password: SecretOrigin | undefined;
		/** One of the two; what the mapping holds is checked by the backend. */
		readonly preset: string | undefined;
		readonly options: Readonly<Record<string, string | number | boolean>>;
		readonly mapping: Readonly<Record<string, unknown>> | undefined;
		readonly allowWrites: boolean;
	}
	| {
		readonly kind: 'replication';
		readonly url: string;
		readonly password: SecretOrigin | undefined;
		/** Where the changes come from, if it may be asked, too. */
		readonly publisher: {readonly url: string; readonly password: SecretOrigin | undefined} | undefined;
		/** An absolute path: the subscriber's log in JSON, or the folder that it is in. */
		readonly log: string | undefined;
	}
	| {
		readonly kind: 'dataverse';
		readonly url: string;
		readonly tenant: string | undefined;
		readonly clientId: string | undefined;
		/** Where tokens come from; undefined: the public cloud's. */
		readonly authority: string | undefined;
		readonly secret: SecretOrigin | undefined;
		readonly mapping: Readonly<Record<string, unknown>> | undefined;
	}
	| {
		readonly kind: 'error-file';
		/** An absolute path. */
		readonly file: string;
		/** Our columns → the file's. */
		readonly columns: Readonly<Record<string, string>>;
		readonly timeZone: string | undefined;
	};

/** What it is called on screen, and what is kept of it is kept under. */
export function backendText(settings: BackendSettings): string {
	switch (settings.kind) {
		case 'ledger': {
			return addressText(settings.address);
		}

		case 'tables': {
			const options = Object.entries(settings.options).map(([name, value]) => `${name}=${value}`).join(', ');
			const what = settings.preset === undefined ? `mapping ${digestOf(settings.mapping)}` : `${settings.preset}${options === '' ? '' : `, ${options}`}`;
			return `${addressText(settings.address)} (${what})`;
		}

		case 'replication': {
			return addressText({kind: 'replication', url: settings.url});
		}

		case 'dataverse': {
			return settings.mapping === undefined ? settings.url : `${settings.url} (mapping ${digestOf(settings.mapping)})`;
		}

		case 'error-file': {
			return settings.file;
		}
	}
}

/** What one mapping made of a database is nothing that another's numbers may be mixed with. */
function digestOf(mapping: unknown): string {
	return createHash('sha256').update(JSON.stringify(mapping) ?? '').digest('hex').slice(0, 6);
}
