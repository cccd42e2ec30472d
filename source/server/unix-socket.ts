import {once} from 'node:events';
import {lstatSync, rmSync} from 'node:fs';
import {connect} from 'node:net';

/**
A server that was killed leaves its socket behind. Removes it if nobody answers there, and returns whether it did;
what isn't a socket is never removed.
*/
export async function removeStaleSocket(file: string): Promise<boolean> {
	if (lstatSync(file, {throwIfNoEntry: false})?.isSocket() !== true || await isAnswered(file)) {
		return false;
	}

	rmSync(file, {force: true});
	return true;
}

/** False only where the system says that nobody listens: a busy server isn't a dead one. */
async function isAnswered(file: string): Promise<boolean> {
	const connection = connect(file);
	try {
		await once(connection, 'connect');
		return true;
	} catch (error) {
		return !(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED');
	} finally {
		connection.destroy();
	}
}
