/**
What is kept of a connection between two runs, in a JSON file of its own: the full hours that its backend told of. Every hour stands there once,
a gap stays a gap, and an hour older than 35 days goes. The cache is a convenience: a file that can't be read, or isn't what it should be, counts as
empty, and where none can be written, nothing is kept.
*/
import {createHash} from 'node:crypto';
import {chmod, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {Low} from 'lowdb';
import {JSONFile} from 'lowdb/node';
import * as v from 'valibot';
import type {HourCounts, RecalledHours} from '../domain/throughput.ts';

/** ms: 35 days. */
const keptFor = 35 * 24 * 3_600_000;

const LinesSchema = v.optional(v.pipe(v.array(v.string()), v.readonly()), []);
const ViewsSchema = v.object({
	/** By tab: the filter that stood there, and earlier ones, the latest first. */
	filters: v.object({status: v.optional(v.string(), ''), errors: v.optional(v.string(), '')}),
	history: v.object({status: LinesSchema, errors: LinesSchema}),
	/** When the errors were on the screen last, ms UTC. */
	errorsVisitedAt: v.optional(v.number()),
});
/** What is kept of the screens between runs. */
export type KeptViews = v.InferOutput<typeof ViewsSchema>;

/** `hours`: by object, [start in seconds UTC, synced, failed or null]; short, because there are 840 of them for each. */
const FileSchema = v.object({
	version: v.literal(1),
	hours: v.record(v.string(), v.array(v.tuple([v.number(), v.number(), v.nullable(v.number())]))),
	views: v.optional(ViewsSchema),
});
type File = v.InferOutput<typeof FileSchema>;

const emptyFile: File = {version: 1, hours: {}};

export type Cache = {
	/** What earlier runs kept. */
	hours(): RecalledHours;
	/** Adds hours to what is kept, and writes. `now` is ms UTC. Resolves also where nothing could be written. */
	keep(hours: RecalledHours, now: number): Promise<void>;
	/** What an earlier run kept of the screens, if any did. */
	views(): KeptViews | undefined;
	/** Replaces it, and writes. Resolves also where nothing could be written. */
	keepViews(views: KeptViews): Promise<void>;
};

export function cacheFileOf(folder: string, connection: string): string {
	return path.join(folder, `${createHash('sha256').update(connection).digest('hex').slice(0, 16)}.json`);
}

/** `connection` is what tells one connection from another: its URL, which never holds a secret. */
export async function openCache(folder: string, connection: string): Promise<Cache> {
	const file = cacheFileOf(folder, connection);
	const store = new Low<unknown>(new JSONFile(file), emptyFile);
	await store.read().catch(() => undefined);
	const read = v.safeParse(FileSchema, store.data);
	let kept = recalledFrom(read.success ? read.output : emptyFile);
	let views = read.success ? read.output.views : undefined;
	const write = async () => {
		store.data = {...fileOf(kept), ...(views !== undefined && {views})} satisfies File;
		try {
			await mkdir(folder, {recursive: true, mode: 0o700});
			// A folder of before may let others in.
			await chmod(folder, 0o700);
			await store.write();
			await chmod(file, 0o600);
		} catch {/* It is kept as long as this run lasts. */}
	};

	return {
		hours: () => kept,
		async keep(hours, now) {
			kept = merge(kept, hours, now - keptFor);
			await write();
		},
		views: () => views,
		async keepViews(given) {
			views = given;
			await write();
		},
	};
}

function merge(before: RecalledHours, added: RecalledHours, oldest: number): RecalledHours {
	const merged = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const object of new Set([...before.keys(), ...added.keys()])) {
		// What the backend says now counts more than what it said then.
		const hours = [...before.get(object) ?? [], ...added.get(object) ?? []].filter(([start]) => start >= oldest);
		if (hours.length > 0) {
			merged.set(object, new Map(hours));
		}
	}

	return merged;
}

function recalledFrom({hours}: File): RecalledHours {
	return new Map(Object.entries(hours).map(([object, list]) => [
		object,
		new Map(list.map(([start, synced, failed]) => [start * 1000, {synced, failed: failed ?? undefined}])),
	]));
}

function fileOf(hours: RecalledHours): File {
	return {
		version: 1,
		hours: Object.fromEntries([...hours].map(([object, counts]) => [
			object,
			[...counts].map(([start, {synced, failed}]) => [start / 1000, synced, failed ?? null]),
		])),
	};
}
