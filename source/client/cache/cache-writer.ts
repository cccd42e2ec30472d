/** Brings changes into the file of a connection: under its lock, on top of what others have written there meanwhile. */
import {Low} from 'lowdb';
import {mergeHours} from '../../domain/kept-hours.ts';
import type {RecalledHours} from '../../domain/throughput.ts';
import {
	noContent, readContent, writeContent, type Content,
} from './content.ts';
import {codeOf} from './error-code.ts';
import {withLock, type HeldLock} from './file-lock.ts';
import type {KeptAnswers} from './kept-answers.ts';
import type {KeptViews} from './kept-views.ts';
import {prepareFolder, PrivateFile} from './private-file.ts';
import type {CacheProblem} from './problem.ts';
import {setAside} from './set-aside.ts';
import {storeHours} from './stored-hours.ts';

/** What is to be written: hours are added to those of the file, the rest replaces what stands there. */
export type Changes = {
	readonly hours?: RecalledHours;
	/** ms UTC, of the hours. */
	readonly now?: number;
	readonly views?: KeptViews;
	readonly answers?: KeptAnswers;
};

export type CacheWriter = {
	/** To be written with the next write. */
	change(changes: Changes): void;
	/** Writes what has changed, and tells the problem that it met, or that there is none (any more). It never rejects. */
	write(): Promise<void>;
};

export type CacheWriterOptions = {
	readonly file: string;
	/** ms UTC. */
	readonly clock: () => number;
	/** A newer program's file was found at the start: it is set aside once. One that appears later is left to the newer program. */
	readonly isNewerFound: boolean;
	readonly onProblem: (problem: CacheProblem | undefined) => void;
};

export function createCacheWriter({file, clock, isNewerFound, onProblem}: CacheWriterOptions): CacheWriter {
	const adapter = new PrivateFile(file);
	const store = new Low<string>(adapter, '');
	let changes: Changes = {};
	/** The file as it was read or written last, and what tells that version of it. */
	let known: {readonly content: Content; readonly version: string | undefined} | undefined;
	let mayBeNewer = isNewerFound;

	/** What stands in the file now. It is parsed again only where another has written it. */
	const current = async (): Promise<Content> => {
		const version = await adapter.version();
		if (known !== undefined && version !== undefined && known.version === version) {
			return known.content;
		}

		const text = await adapter.read();
		const content = text === null ? noContent : readContent(text);
		if (typeof content !== 'string') {
			return content;
		}

		if (content === 'newer' && !mayBeNewer) {
			throw new NewerFileError();
		}

		mayBeNewer = false;
		onProblem({kind: 'set-aside', why: content, file: await setAside(file, clock())});
		return noContent;
	};

	const writeUnder = async (lock: HeldLock, {hours, now = clock(), views, answers}: Changes) => {
		const before = await current();
		if (hours === undefined && views === undefined && answers === undefined) {
			return;
		}

		const after = {
			hours: hours === undefined ? before.hours : storeHours(before.hours, hours, now),
			views: views ?? before.views,
			answers: {...before.answers, ...answers},
		};
		const bound = writeContent(after);
		known = undefined;
		adapter.holding(lock);
		store.data = bound.text;
		await store.write();
		known = {content: {...after, hours: bound.hours}, version: await adapter.version()};
	};

	return {
		change(added) {
			changes = merged(changes, added);
		},
		async write() {
			const taken = changes;
			changes = {};
			try {
				await prepareFolder(file);
				await withLock(`${file}.lock`, async lock => writeUnder(lock, taken));
				onProblem(undefined);
			} catch (error) {
				// The next write tries again.
				changes = merged(taken, changes);
				const reason = codeOf(error) ?? 'unknown';
				if (reason !== 'lock-busy' && reason !== 'lock-lost') {
					onProblem({kind: 'unwritable', path: file, reason});
				}
			}
		},
	};
}

class NewerFileError extends Error {
	readonly code = 'newer';

	constructor() {
		super('A newer program writes the same file');
		this.name = 'NewerFileError';
	}
}

function merged(before: Changes, added: Changes): Changes {
	const hours = before.hours && added.hours ? mergeHours(before.hours, added.hours) : added.hours ?? before.hours;
	return {...before, ...added, ...(hours && {hours}), ...(before.answers && {answers: {...before.answers, ...added.answers}})};
}
