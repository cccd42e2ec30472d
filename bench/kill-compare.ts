/** What a server counts after it was killed, beside what it had acknowledged. */
import {createClient} from '../source/client/http.ts';
import {StatusSchema} from '../source/contract/status.ts';
import {ThroughputSchema} from '../source/contract/throughput.ts';
import type {Counts, KillModel} from './kill-model.ts';

/** What the server counts, by object. */
export async function countsSaid(socket: string): Promise<ReadonlyMap<string, Counts>> {
	const client = createClient({baseUrl: `unix:${socket}`});
	const day = 86_400_000;
	const quarter = 900_000;
	const now = Math.floor(Date.now() / quarter) * quarter;
	const span = new URLSearchParams({from: new Date(now - day).toISOString(), to: new Date(now + quarter).toISOString(), resolution: 'PT15M'});
	const [{value: status}, {value: throughput}] = await Promise.all([
		client.get('/v1/status', StatusSchema), client.get(`/v1/throughput?${span.toString()}`, ThroughputSchema),
	]);
	return new Map(status.objects.map(({object, pending, failed}) => {
		const buckets = throughput.buckets.filter(bucket => bucket.object === object);
		return [object, {
			pending: Number(pending.updates),
			failed: Number(failed),
			synced: sum(buckets.map(({synced}) => Number(synced))),
			errors: sum(buckets.map(({failed: ended}) => Number(ended))),
		}];
	}));
}

/** In words. */
export function differencesOf(model: KillModel, objects: readonly string[], said: ReadonlyMap<string, Counts>): string[] {
	return objects
		.map(object => ({object, acknowledged: JSON.stringify(model.countsOf(object)), counted: JSON.stringify(said.get(object))}))
		.filter(({acknowledged, counted}) => acknowledged !== counted)
		.map(({object, acknowledged, counted}) => `${object}: acknowledged ${acknowledged}, counted ${counted}`);
}

/** `kept`: the ids in the ledger, past the server. */
export function differencesOfIds(model: KillModel, kept: readonly string[]): string[] {
	const [acknowledged, unique] = [model.ids(), new Set(kept)];
	const lost = [...acknowledged].filter(id => !unique.has(id)); // eslint-disable-line unicorn/prefer-set-methods -- the library that is compiled against has none
	const strange = kept.filter(id => !acknowledged.has(id));
	return [
		...(lost.length > 0 ? [`acknowledged and lost: ${lost.slice(0, 5).join(', ')} (${lost.length})`] : []),
		...(strange.length > 0 ? [`kept without being acknowledged: ${strange.slice(0, 5).join(', ')} (${strange.length})`] : []),
		...(unique.size < kept.length ? [`${kept.length - unique.size} ids are there twice`] : []),
	];
}

export function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
