/** Reads the command line and runs one command; commands return exit codes, and this is where errors become a line. */
import {readCommandLine, type CommandLine} from './config/command-line.ts';
import {placeOfConfig, readConfigFile} from './config/config-file.ts';
import {resolveConfig, type Config} from './config/config.ts';
import {serveToken} from './config/serve-token.ts';
import {UsageError} from './config/usage-error.ts';

/** Returns the exit code: 0 well, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
	try {
		return await run(readCommandLine(argv));
	} catch (error) {
		if (error instanceof UsageError) {
			process.stderr.write(`sync-tui: ${error.message}\n`);
			return 2;
		}

		process.stderr.write(`sync-tui: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
		return 1;
	}
}

async function run(line: CommandLine): Promise<number> {
	const {flags, version} = line;
	switch (line.command) {
		case 'help': {
			const {usage} = await import('./config/usage.ts');
			process.stdout.write(usage);
			return 0;
		}

		case 'version': {
			process.stdout.write(`${version}\n`);
			return 0;
		}

		case 'the dashboard': {
			const {dashboard} = await import('./commands/dashboard.ts');
			return dashboard(await configOf(line), process, version);
		}

		case 'status': {
			const {status} = await import('./commands/status.ts');
			return status(await configOf(line), flags.json === true, process);
		}

		case 'info': {
			if (flags.discover === true) {
				const {printDiscovery} = await import('./commands/discover.ts');
				return printDiscovery(await configOf(line), process);
			}

			const {info} = await import('./commands/info.ts');
			const place = placeOfConfig(flags.config, process.env);
			return info({config: await configOf(line), place, version, isJson: flags.json === true}, process);
		}

		case 'conformance': {
			const {conformance} = await import('./commands/conformance.ts');
			return conformance({...flags, backend: line.connection}, process);
		}

		case 'cache clear': {
			const {clearCache} = await import('./commands/cache.ts');
			return clearCache(process.env, process);
		}

		case 'token new': {
			const {newToken} = await import('./commands/new-token.ts');
			return newToken({name: line.connection, scopes: flags.scopes, expires: flags.expires}, process);
		}

		case 'serve': {
			const {serve} = await import('./commands/serve.ts');
			const {connection} = line;
			// The file says what to serve only where one of its connections is named.
			const file = connection === undefined ? undefined : await readConfigFile(placeOfConfig(flags.config, process.env));
			return serve({...flags, connection, demo: flags.demo === true, token: await serveToken(flags.tokenFile, process.env)}, process, file);
		}
	}
}

async function configOf({flags, connection}: CommandLine): Promise<Config> {
	const file = await readConfigFile(placeOfConfig(flags.config, process.env));
	return resolveConfig({...flags, connection}, process.env, file);
}
