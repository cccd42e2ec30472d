/** The command line, taken apart and checked: which command, with which flags. */
import meow from 'meow';
import {nearest} from './nearest.ts';
import {oneLine} from './one-line.ts';
import {UsageError} from './usage-error.ts';

const flags = {
	url: {type: 'string'}, tokenFile: {type: 'string'}, config: {type: 'string'}, interval: {type: 'string'}, timeout: {type: 'string'}, demo: {type: 'boolean'}, demoSpeed: {type: 'string'},
	seed: {type: 'string'}, readOnly: {type: 'boolean'}, ascii: {type: 'boolean'}, cache: {type: 'boolean'}, focus: {type: 'boolean'},
	insecureHttp: {type: 'boolean'}, json: {type: 'boolean'}, discover: {type: 'boolean'}, database: {type: 'string'}, host: {type: 'string'}, port: {type: 'string'},
	socket: {type: 'string'}, name: {type: 'string'}, source: {type: 'string'}, target: {type: 'string'}, keepErrors: {type: 'string'},
	passwordFile: {type: 'string'}, preset: {type: 'string'}, allowWrites: {type: 'boolean'}, file: {type: 'string'}, columns: {type: 'string'},
	tokens: {type: 'string'}, tlsCert: {type: 'string'}, tlsKey: {type: 'string'}, log: {type: 'string'}, drain: {type: 'string'},
	scopes: {type: 'string'}, expires: {type: 'string'}, backup: {type: 'string'}, parentWatch: {type: 'boolean'}, help: {type: 'boolean'}, version: {type: 'boolean'},
} as const;
type Flag = keyof typeof flags;

/** What is watched through a server of our own. */
const backendFlags: readonly Flag[] = ['database', 'passwordFile', 'preset', 'allowWrites', 'file', 'columns', 'config'];
const watchFlags: readonly Flag[] = [
	'url', 'tokenFile', 'interval', 'timeout', 'demo', 'demoSpeed', 'seed', 'readOnly', 'ascii', 'cache', 'focus', 'insecureHttp',
];
const dashboardFlags: readonly Flag[] = [...backendFlags, ...watchFlags];
const productionFlags: readonly Flag[] = ['tokens', 'tlsCert', 'tlsKey', 'log', 'drain'];
const serveFlags: readonly Flag[] = [
	'host', 'port', 'socket', 'tokenFile', 'keepErrors', 'backup', 'name', 'source', 'target', 'demo', 'demoSpeed', 'seed', 'parentWatch',
];

/** By command, the flags that it takes; the dashboard has no name of its own. */
const commandFlags = {
	'the dashboard': dashboardFlags,
	status: [...dashboardFlags, 'json'],
	info: [...dashboardFlags, 'json', 'discover'],
	'cache clear': [],
	conformance: ['tokenFile', 'insecureHttp', 'json'],
	serve: [...backendFlags, ...serveFlags, ...productionFlags],
	'token new': ['scopes', 'expires'],
} as const satisfies Readonly<Record<string, readonly Flag[]>>;
type Command = keyof typeof commandFlags;

export type CommandLine = {
	readonly command: Command | 'help' | 'version';
	/** The name of a connection (for `token new` of a token, for `conformance` a URL), where the command takes one and it was given. */
	readonly connection: string | undefined;
	readonly flags: ReturnType<typeof parse>['flags'];
	/** Of the program. */
	readonly version: string;
};

/** `argv` without Node and the program. Throws a UsageError of one line, which repeats no value of a flag. */
export function readCommandLine(argv: readonly string[]): CommandLine {
	const {input, flags: given, pkg} = parse(argv);
	const line = {flags: given, version: pkg.version ?? '', connection: undefined};
	if (given.help === true) {
		return {...line, command: 'help'};
	}

	if (given.version === true) {
		return {...line, command: 'version'};
	}

	const {command, words} = commandOf(input);
	checkFlags(given, command);
	const takesName = command !== 'cache clear';
	if (words.length > (takesName ? 1 : 0)) {
		throw new UsageError(`there is a word too many for ${command}; sync-tui --help shows the usage.`);
	}

	if (words[0]?.includes('/') === true && command !== 'conformance') {
		throw new UsageError('a backend is named by its URL with --url, or by the name of a connection in the config file; sync-tui --help shows the usage.');
	}

	if (words[0]?.startsWith('-') === true) {
		throw new UsageError('the name of a connection does not begin with "-"; sync-tui --help shows the usage.');
	}

	return {...line, command, connection: words[0]};
}

function commandOf([first, ...rest]: readonly string[]): {command: Command; words: readonly string[]} {
	if (first === 'serve' || first === 'status' || first === 'info' || first === 'conformance') {
		return {command: first, words: rest};
	}

	if (first === 'cache') {
		if (rest[0] !== 'clear') {
			throw new UsageError('cache is followed by what to do with it: sync-tui cache clear removes what was kept of earlier runs.');
		}

		return {command: 'cache clear', words: rest.slice(1)};
	}

	if (first === 'token') {
		if (rest[0] !== 'new') {
			throw new UsageError('token is followed by what to do: sync-tui token new NAME --scopes read makes one for serve --tokens.');
		}

		return {command: 'token new', words: rest.slice(1)};
	}

	return {command: 'the dashboard', words: first === undefined ? [] : [first, ...rest]};
}

/** meow knows the flags; what it would say to a wrong one in several lines is said in one. */
function parse(argv: readonly string[]) {
	const importMeta = import.meta;
	try {
		return meow({
			importMeta, argv, flags, booleanDefault: undefined, allowUnknownFlags: true, autoHelp: false, autoVersion: false, description: false, help: false,
		});
	} catch (error) {
		throw new UsageError(`${oneLine(error instanceof Error ? error.message : String(error))} sync-tui --help shows the usage.`, {cause: error});
	}
}

function checkFlags(given: Readonly<Record<string, unknown>>, command: Command): void {
	const known: readonly string[] = commandFlags[command];
	for (const [name, value] of Object.entries(given).filter(([, each]) => each !== undefined)) {
		const flag = written(name);
		if (name === 'token') {
			throw new UsageError('there is no flag --token, as others could read the token in the list of processes; set SYNC_TUI_TOKEN, or name a file with --token-file.');
		}

		if (!isFlag(name)) {
			const meant = nearest(name, known);
			throw new UsageError(`there is no flag ${flag}; ${meant === undefined ? 'sync-tui --help shows all.' : `is ${written(meant)} meant?`}`);
		}

		if (!known.includes(name)) {
			throw new UsageError(`${flag} is not for ${command}; sync-tui --help shows what is.`);
		}

		// `--no-url` gives false, `--url.a=b` an object.
		if (typeof value !== flags[name].type) {
			throw new UsageError(value === false
				? `there is no flag --no-${flag.slice(2)}; sync-tui --help shows all.`
				: `${flag} is written in a way that is not understood; sync-tui --help shows how.`);
		}

		if (value === '') {
			throw new UsageError(`${flag} needs a value; sync-tui --help shows which.`);
		}
	}
}

function isFlag(name: string): name is Flag {
	return Object.hasOwn(flags, name);
}

/** As one types it: `demoSpeed` is `--demo-speed`. */
function written(name: string): string {
	return oneLine(name.length === 1 ? `-${name}` : `--${name.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`)}`);
}
