/** Reads the command line and runs one command; commands return exit codes, and this is where errors become a line. */
import meow from 'meow';
import {resolveConfig, tokenOf, type DashboardFlags} from './config/config.ts';
import {UsageError} from './config/usage-error.ts';

const help = `
  Usage
    $ sync-tui [options]              the dashboard; the demo while no backend is named
    $ sync-tui serve [options]        a backend of its own for engines that report to it

  Options of the dashboard
    --url URL           base URL of a backend, e.g. https://sync.example.com
    --interval PAUSE    between two polls: 5 (seconds), 500ms, 2m          [5s]
    --demo              the demo, even where SYNC_TUI_URL is set
    --demo-speed N      the demo's sync works N times as fast, 1 to 3600   [1]
    --seed TEXT         another demo
    --read-only         no retry, no ignore: nothing is changed
    --ascii             draw lines and signs with ASCII characters

  Options of serve
    --database URL      sqlite:FILE                  [a file in the data folder]
    --host HOST         where to listen                              [127.0.0.1]
    --port PORT         0 takes any that is free                          [8484]
    --socket FILE       listen on a Unix socket instead
    --keep-errors TIME  how long errors are kept: 120h, 30d, forever        [30d]
    --name, --source, --target TEXT      what is synced, and between which systems
    --demo, --demo-speed, --seed         serve the demo

  Environment
    SYNC_TUI_URL        the backend, where --url isn't given
    SYNC_TUI_TOKEN      the bearer token for it, or the one that serve demands
    NO_COLOR            no colours

  --help and --version do what they say; in the dashboard, ? lists the keys.
`;

const flags = {
	url: {type: 'string'}, demo: {type: 'boolean'}, demoSpeed: {type: 'string'}, seed: {type: 'string'}, interval: {type: 'string'},
	ascii: {type: 'boolean'}, readOnly: {type: 'boolean'}, database: {type: 'string'}, host: {type: 'string'}, port: {type: 'string'}, socket: {type: 'string'},
	name: {type: 'string'}, source: {type: 'string'}, target: {type: 'string'}, keepErrors: {type: 'string'}, parentWatch: {type: 'boolean'}, help: {type: 'boolean'},
	version: {type: 'boolean'},
} as const;

const dashboardFlags = new Set(['url', 'demo', 'demoSpeed', 'seed', 'interval', 'ascii', 'readOnly']);
const serveFlags = new Set(['database', 'host', 'port', 'socket', 'keepErrors', 'name', 'source', 'target', 'demo', 'demoSpeed', 'seed', 'parentWatch']);

/** Returns the exit code: 0 well, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
	try {
		return await runCommand(argv);
	} catch (error) {
		if (error instanceof UsageError) {
			process.stderr.write(`sync-tui: ${error.message}\n`);
			return 2;
		}

		process.stderr.write(`sync-tui: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
		return 1;
	}
}

async function runCommand(argv: readonly string[]): Promise<number> {
	const cli = parse(argv);
	const [command, ...rest] = cli.input;
	if (cli.flags.help === true) {
		process.stdout.write(help.slice(1));
		return 0;
	}

	if (cli.flags.version === true) {
		process.stdout.write(`${cli.pkg.version ?? ''}\n`);
		return 0;
	}

	if (rest.length > 0) {
		throw new UsageError(`"${rest.join(' ')}" is one word too many; sync-tui --help shows the usage.`);
	}

	switch (command) {
		case undefined: {
			checkFlags(cli.flags, dashboardFlags, 'the dashboard');
			const {dashboard} = await import('./commands/dashboard.ts');
			return dashboard(resolveConfig(cli.flags satisfies DashboardFlags, process.env), process);
		}

		case 'serve': {
			checkFlags(cli.flags, serveFlags, 'serve');
			const {serve} = await import('./commands/serve.ts');
			return serve({...cli.flags, demo: cli.flags.demo === true, token: tokenOf(process.env)}, process);
		}

		default: {
			throw new UsageError(`there is no command "${command}"; there is serve, and none for the dashboard. sync-tui --help shows the usage.`);
		}
	}
}

/** meow knows the flags; what it would say to a wrong one in several lines is said in one. */
function parse(argv: readonly string[]) {
	const importMeta = import.meta;
	try {
		return meow({
			importMeta, argv, flags, allowUnknownFlags: true, autoHelp: false, autoVersion: false, description: false, help: false,
		});
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)} sync-tui --help shows the usage.`, {cause: error});
	}
}

function checkFlags(given: Readonly<Record<string, unknown>>, known: ReadonlySet<string>, command: string): void {
	for (const [name, value] of Object.entries(given)) {
		const written = `--${name.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`)}`;
		if (value === undefined || (value === false && name in flags)) {
			continue;
		}

		if (!known.has(name)) {
			throw new UsageError(name in flags
				? `${written} is not for ${command}; sync-tui --help shows what is.`
				: `there is no flag ${name.length === 1 ? `-${name}` : written}; sync-tui --help shows all.`);
		}

		if (value === '') {
			throw new UsageError(`${written} needs a value; sync-tui --help shows which.`);
		}
	}
}
