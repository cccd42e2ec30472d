/**
What is kept of a connection between two runs, in a JSON file of its own: the last answers, the state of the views, and the clock hours of its
throughput. Every full hour stands there once, a gap stays a gap, and an hour older than 35 days goes. Several dashboards may keep theirs at once: each
write takes in what the others have written. The cache is a convenience: whatever is wrong with it is told, and the run goes on without.
*/
import {readFileSync} from 'node:fs';
import {isDeepStrictEqual} from 'node:util';
import {mergeHours, newsIn} from '../domain/kept-hours.ts';
import type {RecalledHours} from '../domain/throughput.ts';
import {readContent} from './cache/content.ts';
import {cacheFileOf} from './cache/cache-file.ts';
import {createCacheWriter, type Changes} from './cache/cache-writer.ts';
import {codeOf} from './cache/error-code.ts';
import {readAnswers, type KeptAnswers} from './cache/kept-answers.ts';
import {readViews, type KeptViews} from './cache/kept-views.ts';
import type {CacheProblem} from './cache/problem.ts';
import {recallHours} from './cache/stored-hours.ts';
import {createWritePace, type WritePaceOptions} from './cache/write-pace.ts';

export {cacheFileOf} from './cache/cache-file.ts';
export {answerNames} from './cache/kept-answers.ts';
export type {AnswerName, KeptAnswer, KeptAnswers} from './cache/kept-answers.ts';
export type {KeptViews} from './cache/kept-views.ts';
export type {CacheProblem} from './cache/problem.ts';

/** What earlier runs kept. */
export type Kept = {
	/** Those of the last two days. */
	readonly hours: RecalledHours;
	readonly views: KeptViews | undefined;
	readonly answers: KeptAnswers;
};

export type Cache = {
	/** As it was when the cache was opened. */
	readonly kept: Kept;
	/** The hours of the last two days, of earlier runs and this one. */
	hours(): RecalledHours;
	/** Adds hours; exact ones are written within a second, partial ones within half a minute. `now` is ms UTC. */
	keepHours(hours: RecalledHours, now: number): void;
	/** Replaces them; they are written within a second, or where `isUrgent` is false, within half a minute. */
	keepViews(views: KeptViews, isUrgent?: boolean): void;
	/** Replaces those that are named; they are written within half a minute. */
	keepAnswers(answers: KeptAnswers): void;
	readonly problem: CacheProblem | undefined;
	/** Calls back when the problem changes; returns what ends that. */
	onProblem(listener: (problem: CacheProblem | undefined) => void): () => void;
	/** Writes what hasn't been written yet. It never rejects: what goes wrong is the problem. */
	close(): Promise<void>;
};

export type CacheOptions = Omit<WritePaceOptions, 'write'> & {
	/** ms UTC. */
	readonly clock?: () => number;
};

/** `connection` is what tells one connection from another: its URL, which never holds a secret. Nothing is changed on disk before something is kept. */
export function openCache(folder: string, connection: string, {clock = Date.now, ...pace}: CacheOptions = {}): Cache {
	const file = cacheFileOf(folder, connection);
	const read = readFile(file);
	const listeners = new Set<(problem: CacheProblem | undefined) => void>();
	let {problem} = read;
	const onProblem = (found: CacheProblem | undefined) => {
		// That something was set aside stays true, however well the next write goes.
		const isNews = found === undefined ? problem?.kind === 'unwritable' : found.kind === 'set-aside' || !isDeepStrictEqual(found, problem);
		if (!isNews) {
			return;
		}

		problem = found;
		for (const listener of listeners) {
			listener(found);
		}
	};

	const writer = createCacheWriter({
		file, clock, isNewerFound: read.isNewer, onProblem,
	});
	const {mark, flush} = createWritePace({...pace, write: writer.write});
	if (read.isUnfit) {
		// The writer sets it aside, under the lock: another dashboard may be doing the same.
		mark('soon');
	}

	return {
		...memoryOf(read.kept(clock()), (changes, when) => {
			writer.change(changes);
			mark(when);
		}),
		get problem() {
			return problem;
		},
		onProblem(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		close: flush,
	};
}

/** A cache that ends with the run, and touches no file. */
export function noCache(): Cache {
	return {
		...memoryOf(nothing, () => undefined), problem: undefined, onProblem: () => () => undefined, close: async () => undefined,
	};
}

/** All hours that are kept of a connection; none where they can't be read. Changes nothing. */
export function readKeptHours(folder: string, connection: string): RecalledHours {
	return readFile(cacheFileOf(folder, connection)).hours();
}

type Memory = Pick<Cache, 'kept' | 'hours' | 'keepHours' | 'keepViews' | 'keepAnswers'>;

function memoryOf(kept: Kept, change: (changes: Changes, when: 'soon' | 'seldom') => void): Memory {
	let {hours} = kept;
	let views = JSON.stringify(kept.views);
	return {
		kept,
		hours: () => hours,
		keepHours(added, now) {
			const news = newsIn(added, hours);
			if (news.size === 0) {
				return;
			}

			hours = mergeHours(hours, news, now - recent);
			const isPartial = news.values().every(counts => counts.values().every(hour => hour.isPartial === true));
			change({hours: news, now}, isPartial ? 'seldom' : 'soon');
		},
		keepViews(given, isUrgent = true) {
			const json = JSON.stringify(given);
			if (json === views) {
				return;
			}

			views = json;
			change({views: given}, isUrgent ? 'soon' : 'seldom');
		},
		keepAnswers(answers) {
			if (Object.keys(answers).length > 0) {
				change({answers}, 'seldom');
			}
		},
	};
}

/** ms: two days, which is more than any screen shows. */
const recent = 48 * 3_600_000;
const nothing: Kept = {hours: new Map(), views: undefined, answers: {}};

type ReadFile = {
	/** `now` is ms UTC. */
	readonly kept: (now: number) => Kept;
	readonly hours: () => RecalledHours;
	readonly isUnfit: boolean;
	readonly isNewer: boolean;
	readonly problem: CacheProblem | undefined;
};

/** At once: the first frame waits for it. */
function readFile(file: string): ReadFile {
	const empty = {kept: () => nothing, hours: () => nothing.hours, isUnfit: false, isNewer: false, problem: undefined};
	try {
		const content = readContent(readFileSync(file, 'utf8'));
		return typeof content === 'string'
			? {...empty, isUnfit: true, isNewer: content === 'newer'}
			: {
				...empty,
				kept: now => ({hours: recallHours(content.hours, now - recent), views: readViews(content.views), answers: readAnswers(content.answers)}),
				hours: () => recallHours(content.hours),
			};
	} catch (error) {
		const reason = codeOf(error) ?? 'unknown';
		return reason === 'ENOENT' ? empty : {...empty, problem: {kind: 'unwritable', path: file, reason}};
	}
}
