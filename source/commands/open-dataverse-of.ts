/** Dataverse by the settings of a connection: its backend, and what tables it has. */
import {discover} from '../backends/dataverse/discover.ts';
import {candidatesToml} from '../backends/dataverse/mapping-toml.ts';
import {parseMapping} from '../backends/dataverse/mapping.ts';
import {openDataverse} from '../backends/dataverse/open-dataverse.ts';
import type {DataverseAccess} from '../backends/dataverse/options.ts';
import type {Backend} from '../backends/backend.ts';
import type {BackendSettings} from '../config/backend-settings.ts';
import type {Environment} from '../config/config.ts';
import {fetchSecret} from '../config/secret.ts';
import {UsageError} from '../config/usage-error.ts';
import type {ServeSettings} from './serve-settings.ts';

export type DataverseSettings = Extract<BackendSettings, {kind: 'dataverse'}>;

/** Throws a UsageError where the settings say no mapping, and what `openDataverse` throws. */
export async function openDataverseOf(settings: DataverseSettings, {name, source, target}: ServeSettings['names'], env: Environment): Promise<Backend> {
	if (settings.mapping === undefined) {
		throw new UsageError('the connection lacks its mapping, which names the table and its columns; sync-tui info NAME --discover proposes one.');
	}

	return openDataverse({
		...accessOf(settings, env), mapping: parseMapping(settings.mapping), ...(name !== undefined && {name}), ...(source !== undefined && {source}), ...(target !== undefined && {target}),
	});
}

/** The tables that look like a sync's log, each as a mapping to paste into the config file. */
export async function discoverTables(settings: DataverseSettings, env: Environment): Promise<string> {
	return candidatesToml(await discover(accessOf(settings, env)), settings.url);
}

function accessOf({url, tenant, clientId, authority, secret}: DataverseSettings, env: Environment): DataverseAccess {
	return tenant === undefined || clientId === undefined || secret === undefined
		? {url}
		: {url, credentials: {tenant, clientId, secret: async () => fetchSecret(secret, env, 'client secret'), ...(authority !== undefined && {authority})}};
}
