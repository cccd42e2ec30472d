/** A process that keeps one hour after the other, each with a write of its own: `keeper.ts FOLDER FIRST COUNT STEP`, hours since 1970. */
import {openCache} from '../../../source/client/cache.ts';

const [folder = '', first, count, step] = process.argv.slice(2);
const cache = openCache(folder, 'shared', {clock: () => Number(first) * 3_600_000});
process.stdout.write('ready\n');
for (let index = 0; index < Number(count); index++) {
	const start = (Number(first) + index * Number(step)) * 3_600_000;
	cache.keepHours(new Map([['lead', new Map([[start, {synced: index, failed: 0}]])]]), start);
	await cache.close(); // eslint-disable-line no-await-in-loop -- a write each
}

process.stdout.write(`${JSON.stringify(cache.problem ?? 'well')}\n`);
