import type {Environment} from './config.ts';
import {originOfToken} from './resolve-connection.ts';
import {fetchToken} from './token-source.ts';

/** The token that clients must send: from `--token-file`, `SYNC_TUI_TOKEN` or `SYNC_TUI_TOKEN_FILE`, if any. Throws a UsageError of one line. */
export async function serveToken(file: string | undefined, environment: Environment): Promise<string | undefined> {
	return fetchToken(originOfToken(file, environment), environment);
}
