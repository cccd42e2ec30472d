/** Names in the cache folder: the file of a connection, and what stands beside it. */
import {createHash} from 'node:crypto';
import path from 'node:path';

/** Where what is kept of `connection` stands; nothing is read. */
export function cacheFileOf(folder: string, connection: string): string {
	return path.join(folder, `${createHash('sha256').update(connection).digest('hex').slice(0, 16)}.json`);
}

/** `20261123T041500Z`, of ms UTC. */
export function timestamp(now: number): string {
	return new Date(now).toISOString().replaceAll(/[\-:]|\.\d+/gv, '');
}

/** True for names that only this program gives: kept data, a lock, a file half written, one that was set aside. */
export function isOurs(name: string): boolean {
	return /^[\da-f]{16}\.json(?:\.lock(?:\.[\w\-]+)?|\.[\w\-]+\.tmp|\.corrupt-\d{8}T\d{6}Z)?$/v.test(name);
}

/** True for what a write of `file` may have left behind when its process was killed. */
export function isLeftover(name: string, file: string): boolean {
	const own = path.basename(file);
	return isOurs(name) && (name.startsWith(`${own}.lock.`) || (name.startsWith(own) && name.endsWith('.tmp')));
}
