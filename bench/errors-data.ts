/** What the ledger of the bench is told: errors like those of a real sync, the same for the same seed, with words in them whose number is known. */
import {lastingCauses, passingCauses, type Cause} from '../source/backends/demo/causes.ts';
import {changeMaker, toChange} from '../source/backends/demo/changes.ts';
import {failureOf} from '../source/backends/demo/failure.ts';
import {streams, type Stream} from '../source/backends/demo/objects.ts';
import {createRandom, type Random} from '../source/backends/demo/random.ts';
import type {Change, Result} from '../source/contract/ingest.ts';

/** Change it with anything below: ledgers of an earlier run are then made anew. */
export const dataVersion = 1;

/** ms over which the errors are spread: 5 days. */
export const span = 5 * 24 * 3_600_000;

/** The fewest errors in which all the words below find their places. */
export const minErrors = 4000;

/** Words that stand in the messages of exactly so many errors, spread evenly over the time. */
export const plantedWords = {zanzibar: 1, quetzal: 10, kumquat: 1000} as const;

/** In the messages of the oldest errors, and in no others. */
export const oldWord = {text: 'palimpsest', count: 1000} as const;

/** Which stand in every message. */
export const wordsOfAll = ['cycle', 'batch'] as const;

export type FailedChange = {
	readonly change: Change;
	/** The failures of its tries, the first one first. */
	readonly results: readonly Result[];
};

/** How long the sync waits from one cycle to the next, in ms. */
const cyclePause = 300_000;

/**
From the oldest to the newest; `end` in ms UTC, before which all of them have happened.
@yields a change that failed, and how its tries ended.
*/
export function * failedChanges(seed: string, count: number, end: number): Generator<FailedChange, void, undefined> {
	const random = createRandom(seed);
	const make = changeMaker('c');
	const causesOf = new Map(streams.map(stream => [stream, [...lastingCauses(stream), ...passingCauses(stream)]]));
	for (let index = 0; index < count; index++) {
		const at = timeOf(index, count, end);
		const stream = random.weighted(streams);
		const made = make(random, stream, at - 1 - random.below(60_000));
		const cause = random.weighted<Cause>(causesOf.get(stream) ?? []);
		const words = [failureOf(made, cause).message, `[cycle ${cycleOf(at)}, batch ${1 + random.below(12)}]`, ...plantedIn(index, count)];
		const change = {...toChange(made), ...oddities(random, stream)};
		yield {change, results: triesOf(random, {id: made.id, outcome: 'failed', code: cause.code, message: words.join(' ')}, at, end)};
	}
}

/** Of each 500 errors the first 50 come in one ms, as they do when a batch is refused. */
function timeOf(index: number, count: number, end: number): number {
	const inBlock = index % 500;
	const place = inBlock < 50 ? index - inBlock : index;
	return end - span + Math.floor(place / count * (span - cyclePause));
}

const cycleOf = (at: number): number => Math.floor(at / cyclePause) % 10_000;

function plantedIn(index: number, count: number): string[] {
	return [
		...(index < oldWord.count ? [oldWord.text] : []),
		...Object.entries(plantedWords)
			.filter(([, times]) => index % Math.floor(count / times) === Math.floor(count / times / 2) && index < Math.floor(count / times) * times)
			.map(([word]) => word),
	];
}

/** What is rare in a sync: a deletion, and names that a spreadsheet would take for a formula, or that hold what separates fields and lines. */
function oddities(random: Random, {source}: Stream): Partial<Change> {
	const draw = random.below(2000);
	switch (draw) {
		case 0: {
			return {operation: 'delete'};
		}

		case 1: {
			return {recordName: `=HYPERLINK("https://example.com","${source.label}")`};
		}

		case 2: {
			return {recordName: `Two lines,\nand "quotes" of ${source.label}`};
		}

		default: {
			return {};
		}
	}
}

/** One in ten was tried two or three times. */
function triesOf(random: Random, failure: Omit<Result, 'at'>, at: number, end: number): Result[] {
	const tries = random.chance(0.1) ? 2 + random.below(2) : 1;
	return Array.from({length: tries}, (_, index) => ({...failure, at: new Date(Math.min(end - 1, at + index * 60_000)).toISOString()}));
}
