/** What the bench's backend says: as many objects as asked, with all that the contract has for each, the same in every run. */
import type {Service} from '../source/contract/service.ts';
import type {ObjectStatus, Status} from '../source/contract/status.ts';
import {resolutions, type Bucket, type Throughput} from '../source/contract/throughput.ts';

/** The first of the objects as the screen calls it; no other text of the dashboard holds it. */
export const firstLabel = labelOf(0);

export function serviceOf(): Service {
	return {
		api: 'sync-status', version: '1.0', name: 'bench', source: {name: 'Microsoft Dynamics'}, target: {name: 'Marketo'}, capabilities: ['throughput'],
	};
}

/** With each version, every object has other counts; their order by name and by total stays. Ages are told from `now`, in ms UTC. */
export function statusOf(count: number, version: number, now: number): Status {
	return {
		sync: {state: 'running', cycleStartedAt: iso(now)},
		objects: Array.from({length: count}, (_, index) => objectOf(index, (count - index) * 100 + version, now)),
	};
}

function objectOf(index: number, inserts: number, now: number): ObjectStatus {
	const updates = inserts * 7;
	const recordOf = (operation: string) => ({
		recordId: `${operation}-${index}`, recordName: `Ana Pérez ${index}`, direction: 'inbound' as const, changedAt: iso(now - (index + 1) * 60_000),
	});
	return {
		object: nameOf(index),
		label: labelOf(index),
		pending: {inserts, updates, deletes: null},
		oldest: {insert: recordOf('insert'), update: recordOf('update')},
		directions: {inbound: {inserts: inserts - 10, updates: updates - 10}, outbound: {inserts: 10, updates: 10}},
		failed: index % 7,
		asOf: iso(now),
	};
}

/** Each hour of each object; `from` and `to` are RFC 3339 times. */
export function throughputOf(count: number, from: string, to: string): Throughput {
	const buckets: Bucket[] = [];
	for (let start = Date.parse(from), hour = 0; start < Date.parse(to); start += resolutions.PT1H, hour++) {
		for (let index = 0; index < count; index++) {
			buckets.push({object: nameOf(index), start: iso(start), synced: 1000 + (index * 31 + hour * 197) % 9000, failed: (index + hour) % 5});
		}
	}

	return {from, to, resolution: 'PT1H', coverage: {from, to}, buckets};
}

function nameOf(index: number): string {
	return `object_${String(index + 1).padStart(4, '0')}`;
}

function labelOf(index: number): string {
	return `Object-${String(index + 1).padStart(4, '0')}`;
}

const iso = (ms: number): string => new Date(ms).toISOString();
