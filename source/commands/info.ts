/** `sync-tui info`: where everything is, and what flags, environment and config file come to. It asks no backend, and reads no token. */
import {formatAge} from '../domain/age.ts';
import {cleanText} from '../domain/clean.ts';
import {gatherFacts, type Facts, type InfoSettings, type InfoSurroundings} from './info-facts.ts';

export type {InfoSettings} from './info-facts.ts';

/** Resolves with 0. `isJson` prints the facts as JSON, for scripts; times in it are ISO 8601 in UTC, sizes bytes, pauses ms. */
export async function info(settings: InfoSettings & {readonly isJson: boolean}, surroundings: InfoSurroundings, now = Date.now()): Promise<number> {
	const facts = await gatherFacts(settings, surroundings);
	surroundings.stdout.write(settings.isJson ? `${JSON.stringify(facts, undefined, 2)}\n` : linesOf(facts, now));
	return 0;
}

/** A fact a line, what it is of on the left. */
function linesOf(facts: Facts, now: number): string {
	const {config, connection, cache, ledger, state, terminal} = facts;
	const lines: ReadonlyArray<readonly [string, string]> = [
		['version', facts.version],
		['node', facts.node],
		['platform', facts.platform],
		['config file', `${config.file}${config.exists ? '' : ' (not there)'}`],
		['connection', connection.name ?? (connection.isDemo ? 'the demo' : 'without a name')],
		...(connection.url === null ? [] : [['url', connection.url] as const, ['token', tokenText(connection)] as const]),
		['polls', `every ${connection.interval / 1000}s${connection.readOnly ? ', read-only' : ''}`],
		['cache folder', `${cache.folder}${cache.isUsed ? '' : ' (not used)'}`],
		['cache file', `${cache.file} (${keptText(cache, now)})`],
		['ledger', `${ledger.file}${ledger.exists ? '' : ' (not there)'}`],
		['state folder', `${state.folder}${state.exists ? '' : ' (not there)'}`],
		['terminal', terminal === null ? 'none here' : `${terminal.term}, ${terminal.columns} × ${terminal.rows}, ${colorText(terminal.colors)}`],
		['characters', facts.isAscii ? 'ASCII' : 'UTF-8'], // eslint-disable-line unicorn/text-encoding-identifier-case -- for people
		['time zone', facts.timeZone],
	];
	const width = Math.max(...lines.map(([label]) => label.length));
	return lines.map(([label, text]) => `${label.padEnd(width)}  ${cleanText(text)}\n`).join('');
}

function tokenText({tokenFrom, isInsecure}: Facts['connection']): string {
	return tokenFrom === null ? 'none' : `from ${tokenFrom}${isInsecure ? ', sent unencrypted over http' : ''}`;
}

function keptText({bytes, changedAt, hours}: Facts['cache'], now: number): string {
	if (bytes === null || changedAt === null) {
		return 'not there';
	}

	return [`${bytes.toLocaleString('en')} bytes`, `written ${formatAge(now - Date.parse(changedAt))} ago`, ...(hours === null ? [] : [`${hours} full hours`])].join(', ');
}

function colorText(colors: number): string {
	return colors === 0 ? 'no colours' : `${colors.toLocaleString('en')} colours`;
}
