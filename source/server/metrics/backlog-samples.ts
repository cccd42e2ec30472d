/** A status as samples of Prometheus: what is not available has none, as a sample of 0 would say that nothing is pending. */
import type {Count} from '../../contract/common.ts';
import type {ObjectStatus, Status} from '../../contract/status.ts';

export type Sample<Label extends string> = {readonly labels: Readonly<Record<Label, string>>; readonly value: number};

export type BacklogSamples = {
	/** Records. */
	readonly pending: ReadonlyArray<Sample<'object' | 'operation'>>;
	/** Records. */
	readonly failed: ReadonlyArray<Sample<'object'>>;
	/** Seconds since the oldest pending change was made. */
	readonly oldest: ReadonlyArray<Sample<'object' | 'operation'>>;
	/** How many of the counts above are not exact, by quality. */
	readonly inexact: ReadonlyArray<Sample<'quality'>>;
	/** 1 for the state that the sync is in, 0 for the others; none where the backend doesn't say. */
	readonly state: ReadonlyArray<Sample<'state'>>;
};

/** Objects that have series of their own, in the backend's order; a backend may have thousands, and each series costs whoever keeps them. */
export const maxObjects = 200;
/** What stands for the rest of them: their counts are added up, and of ages the highest is taken. */
export const othersName = '(others)';
/** Letters of an object's name in a label. */
const maxName = 200;

const operations = [['inserts', 'insert'], ['updates', 'update'], ['deletes', 'delete']] as const;
const states = ['running', 'paused', 'failing', 'stopped'] as const;

/** `now` is in ms since 1970, for a backend that doesn't say what time it has. */
export function backlogSamples({objects, sync, generatedAt}: Status, now: number): BacklogSamples {
	const pending = new Table<'object' | 'operation'>();
	const failed = new Table<'object'>();
	const oldest = new Table<'object' | 'operation'>();
	const qualities = {estimate: 0, 'at-least': 0};
	const countOf = (count: Count | undefined): number | undefined => {
		if (typeof count === 'object' && count !== null) {
			qualities[count.quality]++;
			return count.value;
		}

		return count ?? undefined;
	};

	const at = generatedAt === undefined || generatedAt === null ? now : Date.parse(generatedAt);
	for (const [index, status] of objects.entries()) {
		const object = index < maxObjects ? status.object.slice(0, maxName) : othersName;
		failed.put({object}, countOf(status.failed), add);
		for (const [counted, operation] of operations) {
			pending.put({object, operation}, countOf(status.pending[counted]), add);
			oldest.put({object, operation}, ageOf(status, operation, at), Math.max);
		}
	}

	return {
		pending: pending.samples(),
		failed: failed.samples(),
		oldest: oldest.samples(),
		inexact: [{labels: {quality: 'estimate'}, value: qualities.estimate}, {labels: {quality: 'at-least'}, value: qualities['at-least']}],
		state: sync === undefined || sync === null ? [] : states.map(state => ({labels: {state}, value: state === sync.state ? 1 : 0})),
	};
}

/** Seconds; a change from the future is 0 old. */
function ageOf({oldest}: ObjectStatus, operation: typeof operations[number][1], at: number): number | undefined {
	const changedAt = oldest?.[operation]?.changedAt;
	return changedAt === undefined ? undefined : Math.max(0, (at - Date.parse(changedAt)) / 1000);
}

const add = (one: number, other: number): number => one + other;

/** One value for each set of labels. */
class Table<Label extends string> {
	readonly #samples = new Map<string, Sample<Label>>();

	/** `combine` says what becomes of two values under the same labels. Undefined leaves all as it is. */
	put(labels: Readonly<Record<Label, string>>, value: number | undefined, combine: (one: number, other: number) => number): void {
		if (value === undefined) {
			return;
		}

		const key = JSON.stringify(labels);
		const known = this.#samples.get(key);
		this.#samples.set(key, {labels, value: known === undefined ? value : combine(known.value, value)});
	}

	samples(): Array<Sample<Label>> {
		return this.#samples.values().toArray();
	}
}
