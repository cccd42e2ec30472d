import {oneLine} from './one-line.ts';
import {FileRefusal, readSmallFile, refusalWords} from './read-small-file.ts';
import {bearerToken, maxTokenBytes, type SecretKind} from './token.ts';
import {UsageError} from './usage-error.ts';

/**
The token (or another secret) in a file: one line, which the user alone may read. Throws a UsageError of one line. Where there is no such file its path is not repeated:
somebody may have put the token itself there.
*/
export async function readTokenFile(file: string, setting: string, {noun, check}: SecretKind = bearerToken): Promise<string> {
	const {text, mode, isOwn, isHandedOver} = await readSmallFile(file, maxTokenBytes + 2).catch((error: unknown) => {
		const isThere = error instanceof FileRefusal && !['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(error.code);
		throw new UsageError(isThere
			? `${setting}: the ${noun} can't be read from ${oneLine(file)}: ${refusalWords(error)}.`
			: `${setting} names no file that there is; give the path of a file that holds the ${noun}.`);
	});
	if (!isOwn) {
		throw new UsageError(`${setting}: ${oneLine(file)} belongs to another user; take a file of your own for the ${noun}.`);
	}

	// systemd hands over credentials as root's, with leave to read for the user: the bits of the group show it.
	// eslint-disable-next-line no-bitwise -- permission bits
	if ((mode & (isHandedOver ? 0o027 : 0o077)) !== 0 && process.platform !== 'win32') {
		throw new UsageError(`${setting}: ${oneLine(file)} is open to others, and a ${noun} must not be; run: chmod 600 ${oneLine(file)}`);
	}

	const line = text.replace(/\r?\n$/v, '');
	if (/[\n\r]/v.test(line)) {
		throw new UsageError(`${setting}: ${oneLine(file)} has more than one line; leave the ${noun} alone in it.`);
	}

	return check(line, setting);
}
