/** Tells on stderr that the dashboard has crashed, once the terminal is as it was. */
import {stateFolder} from '../config/folders.ts';
import type {Environment} from '../config/config.ts';
import {appendCrash, crashMessage, describeCrash, type Crash} from './crash-log.ts';

/** Never throws: where the log can't be written, what belongs there is on stderr. */
export function tellCrash(crash: Crash, {env, stderr}: {readonly env: Environment; readonly stderr: Pick<NodeJS.WriteStream, 'write'>}): void {
	const entry = describeCrash(crash);
	const message = `sync-tui has crashed: ${crashMessage(crash)}\n`;
	try {
		const file = appendCrash(stateFolder(env), entry);
		stderr.write(`${message}What happened is in ${file}; please add it to a report of the bug.\n`);
	} catch (error) {
		stderr.write(`${message}${entry}It is in no log, as that can't be written: ${crashMessage({error, secrets: crash.secrets})}\n`);
	}
}
