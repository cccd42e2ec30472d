/** What can't be used is not thrown away: it stands beside the file that takes its place. */
import {readdir, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {timestamp} from './cache-file.ts';

/** Of a connection; the oldest go first. */
const most = 3;

/** Renames `file`, and returns what it is called now. `now` is ms UTC. Where there are too many such files, the oldest are removed. */
export async function setAside(file: string, now: number): Promise<string> {
	const folder = path.dirname(file);
	const prefix = `${path.basename(file)}.corrupt-`;
	const aside = path.join(folder, `${prefix}${timestamp(now)}`);
	await rename(file, aside);
	const names = await readdir(folder);
	// The time in the name sorts them.
	const before = names.filter(name => name.startsWith(prefix) && path.join(folder, name) !== aside).toSorted().toReversed();
	for (const name of before.slice(most - 1)) {
		await rm(path.join(folder, name), {force: true}); // eslint-disable-line no-await-in-loop -- there is hardly ever more than one
	}

	return aside;
}
