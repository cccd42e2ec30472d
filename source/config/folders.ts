/** Where files belong: https://specifications.freedesktop.org/basedir-spec. A relative path in a variable counts as none, as the specification says. */
import {homedir} from 'node:os';
import path from 'node:path';
import type {Environment} from './config.ts';

/** What the user has written. */
export function configFolder(environment: Environment): string {
	return path.join(absolute(environment.XDG_CONFIG_HOME) ?? path.join(homedir(), '.config'), 'sync-tui');
}

/** What the user would miss. */
export function dataFolder(environment: Environment): string {
	return path.join(absolute(environment.XDG_DATA_HOME) ?? path.join(homedir(), '.local', 'share'), 'sync-tui');
}

/** What can be had again. */
export function cacheFolder(environment: Environment): string {
	return path.join(absolute(environment.XDG_CACHE_HOME) ?? path.join(homedir(), '.cache'), 'sync-tui');
}

/** What tells how earlier runs went. */
export function stateFolder(environment: Environment): string {
	return path.join(absolute(environment.XDG_STATE_HOME) ?? path.join(homedir(), '.local', 'state'), 'sync-tui');
}

/** `~` and `~/…` are the user's home; anything else that isn't absolute is below `base`. */
export function expandPath(text: string, base: string): string {
	return text === '~' || text.startsWith('~/') ? path.join(homedir(), text.slice(1)) : path.resolve(base, text);
}

function absolute(value: string | undefined): string | undefined {
	return value !== undefined && path.isAbsolute(value) ? value : undefined;
}
