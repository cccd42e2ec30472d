import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';

export type SmallFile = {
	readonly text: string;
	/** Permission bits, as in 0o600. */
	readonly mode: number;
	/** True where the file is the user's, or root's. Where the system has no owners, it always is. */
	readonly isOwn: boolean;
	/** True where the file is root's and the user isn't root: a secret that was handed over, which its group may read, as the user has to. */
	readonly isHandedOver: boolean;
};

/** Why a file isn't read: `not-a-file` (a folder, a pipe, …), `too-large`, `not-text` (no UTF-8), or what the system says, `ENOENT` for one. */
export class FileRefusal extends Error {
	readonly code: string;

	constructor(code: string, options?: ErrorOptions) {
		super(code, options);
		this.name = 'FileRefusal';
		this.code = code;
	}
}

/**
Reads a regular file of at most `maxBytes`. What is told of it is true of what was read: the file is opened first, and looked at then. Never waits
for a pipe. Throws a FileRefusal.
*/
export async function readSmallFile(file: string, maxBytes: number): Promise<SmallFile> {
	try {
		// eslint-disable-next-line no-bitwise -- flags of the system
		await using handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		const stats = await handle.stat();
		if (!stats.isFile()) {
			throw new FileRefusal('not-a-file');
		}

		const buffer = Buffer.alloc(maxBytes + 1);
		const {bytesRead} = await handle.read(buffer, 0, buffer.length, 0);
		if (bytesRead > maxBytes) {
			throw new FileRefusal('too-large');
		}

		const user = process.geteuid?.();
		return {
			text: decode(buffer.subarray(0, bytesRead)),
			mode: stats.mode % 0o1000,
			isOwn: user === undefined || stats.uid === user || stats.uid === 0,
			isHandedOver: stats.uid === 0 && user !== undefined && user !== 0,
		};
	} catch (error) {
		if (error instanceof FileRefusal) {
			throw error;
		}

		throw new FileRefusal(error instanceof Error && 'code' in error ? String(error.code) : 'unknown', {cause: error});
	}
}

/** A byte order mark is no part of the text. */
function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch (error) {
		throw new FileRefusal('not-text', {cause: error});
	}
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	ENOTDIR: 'there is no such file',
	EACCES: 'it may not be read',
	EPERM: 'it may not be read',
	ELOOP: 'its links lead in a circle',
	EISDIR: 'it is not a regular file',
	'not-a-file': 'it is not a regular file',
	'too-large': 'it is too large',
	'not-text': 'it is not UTF-8 text',
};

/** What a FileRefusal says to a person. */
export function refusalWords(error: unknown): string {
	const code = error instanceof FileRefusal ? error.code : 'unknown';
	return reasons[code] ?? `it cannot be read (${code})`;
}
