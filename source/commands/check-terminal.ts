/** Whether there is a terminal to draw on, and one that can be drawn on. */
import type {Environment} from '../config/config.ts';

type Terminal = {
	readonly stdin: {readonly isTTY?: boolean};
	readonly stdout: {readonly isTTY?: boolean};
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
};

/** Types of terminals that move no cursor, by the names that terminfo has for them. */
const plain = new Set(['dumb', 'unknown']);

/** What is wrong, in one line; undefined where nothing is. */
export function complaintAbout({stdin, stdout, env, platform}: Terminal): string | undefined {
	const instead = 'sync-tui status prints the backlog instead.';
	if (stdin.isTTY !== true || stdout.isTTY !== true) {
		return `sync-tui draws on a terminal, and there is none here; ${instead}`;
	}

	// On Windows nobody sets it.
	const {TERM: type = ''} = env;
	if (type === '' && platform !== 'win32') {
		return `sync-tui can't know what this terminal can, as TERM isn't set; ${instead}`;
	}

	return plain.has(type) ? `sync-tui draws on the whole screen, and this terminal can't (TERM=${type}); ${instead}` : undefined;
}
