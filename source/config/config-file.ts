/** Finds, reads and checks the config file: TOML. */
import path from 'node:path';
import type {Environment} from './config.ts';
import {checkFileSettings, type ConnectionSettings, type FileSettings} from './file-settings.ts';
import {configFolder, expandPath} from './folders.ts';
import {oneLine} from './one-line.ts';
import {FileRefusal, readSmallFile, refusalWords, type SmallFile} from './read-small-file.ts';
import {UsageError} from './usage-error.ts';

/** Bytes; a config file of people is a thousandth of it. */
const maxBytes = 1024 * 1024;

export type ConfigPlace = {
	readonly file: string;
	/** True where somebody named it: then it has to be there. */
	readonly isNamed: boolean;
};

/** `--config`, then `SYNC_TUI_CONFIG`, then the file in the config folder. */
export function placeOfConfig(flag: string | undefined, environment: Environment): ConfigPlace {
	const named = flag ?? (environment.SYNC_TUI_CONFIG?.trim() === '' ? undefined : environment.SYNC_TUI_CONFIG);
	return named === undefined
		? {file: path.join(configFolder(environment), 'config.toml'), isNamed: false}
		: {file: expandPath(named, process.cwd()), isNamed: true};
}

/** Undefined where there is no file and nobody named one. Throws a UsageError of one line. */
export async function readConfigFile({file, isNamed}: ConfigPlace): Promise<FileSettings | undefined> {
	let read: SmallFile;
	try {
		read = await readSmallFile(file, maxBytes);
	} catch (error) {
		if (!isNamed && error instanceof FileRefusal && ['ENOENT', 'ENOTDIR'].includes(error.code)) {
			return undefined;
		}

		throw new UsageError(`The config file ${oneLine(file)} is of no use: ${refusalWords(error)}; ${isNamed ? 'name another one' : 'mend it, or move it away'}.`, {cause: error});
	}

	const settings = await parseConfigFile(read.text, file);
	checkOwner(settings, read);
	return settings;
}

/** `text` is the file's. Throws a UsageError of one line, which repeats none of it but keys. */
export async function parseConfigFile(text: string, file: string): Promise<FileSettings> {
	// Most runs have no config file: they don't wait for this to load.
	const {parse, TomlError} = await import('smol-toml');
	let table: unknown;
	try {
		table = parse(text, {maxDepth: 20, unsafeKeyBehaviour: 'throw'});
	} catch (error) {
		// The rest of its message is the line itself, and there may be a secret in it.
		const reason = error instanceof TomlError
			? `line ${error.line}, column ${error.column}: ${oneLine(error.message.split('\n', 1)[0]?.replace(/^.*?: /v, '') ?? '')}`
			: 'it cannot be understood';
		// Not with the error as its cause: that holds the text.
		throw new UsageError(`${oneLine(file)} is not TOML: ${reason}.`);
	}

	return checkFileSettings(table, file);
}

/** Who can write the file would have a program of theirs run as its reader. */
function checkOwner(settings: FileSettings, {mode, isOwn}: SmallFile): void {
	const key = [settings, ...settings.connections.values()].map(each => commandKeyOf(each)).find(each => each !== undefined);
	if (key === undefined) {
		return;
	}

	if (!isOwn) {
		throw new UsageError(`${oneLine(settings.file)} has a ${key} and belongs to another user, who could have any program run as you; make it yours.`);
	}

	// eslint-disable-next-line no-bitwise -- permission bits
	if ((mode & 0o022) !== 0 && process.platform !== 'win32') {
		throw new UsageError(`${oneLine(settings.file)} has a ${key} and can be changed by others, who could have any program run as you; run: chmod go-w ${oneLine(settings.file)}`);
	}
}

function commandKeyOf({tokenCommand, backend}: ConnectionSettings): string | undefined {
	return tokenCommand === undefined
		? (['passwordCommand', 'publisherPasswordCommand', 'secretCommand'] as const).find(key => backend?.[key] !== undefined)
		: 'tokenCommand';
}
