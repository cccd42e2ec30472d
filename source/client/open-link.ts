/** Opens a link in the browser of the person who is here. */
import {checkLink, type LinkRefusal} from './check-link.ts';
import {
	hasWayland, hasX11, isOverSsh, isTermux, isWsl, type Environment,
} from './desktop.ts';
import {runProgram} from './run-program.ts';

export type OpenOptions = {readonly env: Environment; readonly platform: string};

/** The program that took the link. It doesn't say what it did with it. */
export type Opened = {readonly via: string; readonly url: string};

export type NotOpened =
	| {readonly reason: LinkRefusal}
	/** `remote`: the browser would open on the machine at the other end. */
	| {readonly reason: 'remote' | 'no-display' | 'no-program' | 'failed'; readonly url: string};

/**
ms in which a program fails, if it does: xdg-open ends as soon as it has found a browser, or no browser. One that is still running by then is a browser.
*/
const patience = 700;

/** `BROWSER` has the first word, over SSH too: who sets it there (an editor's remote shell does) knows how to open a link. Never rejects. */
export async function openLink(text: string, {env, platform}: OpenOptions): Promise<Opened | NotOpened> {
	const checked = checkLink(text);
	if ('reason' in checked) {
		return checked;
	}

	const {url} = checked;
	const named = browsersOf(env, platform);
	if (named.length === 0 && isOverSsh(env)) {
		return {reason: 'remote', url};
	}

	const programs = [...named, ...(isOverSsh(env) ? [] : systemPrograms(env, platform))];
	if (programs.length === 0) {
		return {reason: 'no-display', url};
	}

	let isFound = false;
	for (const [command = '', ...words] of programs) {
		const isPlaced = words.some(word => word.includes('%s'));
		const args = isPlaced ? words.map(word => word.replaceAll('%s', () => url)) : [...words, url];
		// eslint-disable-next-line no-await-in-loop -- the next one is for when this one fails
		const outcome = await runProgram({command, args, env, timeout: patience, isKilledInTheEnd: false});
		if (outcome === 'done' || outcome === 'running') {
			return {via: command, url};
		}

		isFound ||= outcome === 'failed';
	}

	return {reason: isFound ? 'failed' : 'no-program', url};
}

/** A command and its arguments; `%s` stands for the link, which else comes last. */
type Command = readonly string[];

/** `BROWSER` is a list like `PATH`, each a command that may have arguments. No shell reads it. */
function browsersOf({BROWSER: list = ''}: Environment, platform: string): Command[] {
	return list.split(platform === 'win32' ? ';' : ':').map(entry => entry.trim().split(/\s+/v)).filter(([command]) => command !== '');
}

function systemPrograms(env: Environment, platform: string): Command[] {
	if (platform === 'darwin') {
		return [['open']];
	}

	if (platform === 'win32') {
		// Not `start`: that is cmd's, and cmd reads & and % in a link as its own.
		return [['rundll32', 'url.dll,FileProtocolHandler']];
	}

	if (isWsl(env)) {
		return [['wslview'], ['rundll32.exe', 'url.dll,FileProtocolHandler']];
	}

	if (isTermux(env)) {
		return [['termux-open-url']];
	}

	return hasWayland(env) || hasX11(env) ? [['xdg-open']] : [];
}
