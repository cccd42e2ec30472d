/** Change tables by the settings of a connection: their backend, and what their mapping comes to. */
import type {Mapping} from '../backends/tables/mapping.ts';
import {openTables, type Tables, type TablesOptions} from '../backends/tables/open-tables.ts';
import {parseMapping} from '../backends/tables/parse-mapping.ts';
import {presetNamed} from '../backends/tables/presets/presets.ts';
import type {BackendSettings} from '../config/backend-settings.ts';
import type {Environment} from '../config/config.ts';
import {fetchSecret} from '../config/secret.ts';
import {UsageError} from '../config/usage-error.ts';
import {ProblemError} from '../contract/problem.ts';

export type TablesSettings = Extract<BackendSettings, {kind: 'tables'}>;

/** Throws a UsageError of one line where the settings are wrong, and what `openTables` throws. */
export async function openTablesOf(settings: TablesSettings, env: Environment, {name, say}: Pick<TablesOptions, 'name' | 'say'>): Promise<Tables> {
	const {address, password, allowWrites} = settings;
	const database = address.kind === 'sqlite' || password === undefined ? address : {...address, password: async () => fetchSecret(password, env, 'password')};
	return openTables({database, mapping: mappingOf(settings), allowWrites, name, say});
}

/** What its SELECTs yield, what is N/A because of what they don't, and which index would help: lines for people. */
export async function describeTables(settings: TablesSettings, env: Environment): Promise<string> {
	const advice: string[] = [];
	const tables = await openTablesOf(settings, env, {
		say(line) {
			advice.push(line);
		},
	});
	try {
		const {columns, notAvailable} = tables.describeMapping();
		const {capabilities} = await tables.service();
		return [
			section('columns', columns.map(({column, is, parts}) => `${column.padEnd(12)} ${is === 'yielded' ? `yielded, for ${parts.join(', ')}` : is}`)),
			section('N/A', notAvailable.map(({what, because}) => `${what}: ${because}`)),
			section('can be asked', ['status', ...capabilities]),
			section('advice', advice),
		].join('');
	} finally {
		await tables.close();
	}
}

function section(title: string, lines: readonly string[]): string {
	return `${title}\n${(lines.length === 0 ? ['none'] : lines).map(line => `  ${line}\n`).join('')}`;
}

function mappingOf({preset, options, mapping, address}: TablesSettings): Mapping {
	try {
		return preset === undefined ? parseMapping(mapping) : presetNamed(preset).mapping(options, address.kind);
	} catch (error) {
		throw error instanceof ProblemError ? new UsageError(`${error.message}.`, {cause: error}) : error;
	}
}
