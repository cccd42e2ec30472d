import type {GenericSchema, InferOutput} from 'valibot';
import {createPatience, isOutage} from '../client/back-off.ts';
import {RequestFailure} from '../client/failure.ts';
import type {Round, Task} from '../client/poller.ts';
import {nextSkew} from '../domain/clock-skew.ts';
import type {FeedOptions} from './feed.ts';
import type {Action, PanelName} from './store/actions.ts';

/** One question to the backend, and what its answers mean to the store. */
export type Question<Schema extends GenericSchema> = {
	readonly panel: PanelName;
	/** What is asked, in full: an answer to an earlier key is dropped. */
	readonly key: string;
	/** Segments are encoded one by one. */
	readonly path: readonly string[];
	readonly schema: Schema;
	readonly query?: URLSearchParams;
	/** False for a page that is added to the panel's data: the same page again is news to a list that has begun anew. */
	readonly isWhole?: boolean;
	/** The data of another key must not be shown while this one is asked. */
	readonly isOther?: boolean;
	readonly onAnswer: (value: InferOutput<Schema>, at: number) => Action;
	/** What an HTTP error means, where it means something better than a failure. */
	readonly onStatus?: (status: number | undefined, at: number) => Action | undefined;
};

/** ms without an answer after which the screen says so. */
const slowAfter = 5000;

/** What one round may ask: everything that is due, or what failed alone. */
export type Asker = {
	/** Makes a question to a task of the poller, which asks, and dispatches what came. */
	ask<const Schema extends GenericSchema>(question: Question<Schema>): Task;
	/** A round begins: of `retry` what failed alone is asked; `more` adds to the round before. */
	begin(round: Round | 'more'): void;
	/** What failed needn't rest any longer. */
	hurry(): void;
	/** When something that the round asked, and that failed, may be asked again, ms UTC. */
	retryAt(): number | undefined;
};

export function createAsker({store, client, clock, random}: FeedOptions): Asker {
	const patience = createPatience(clock, random);
	/** By question, when it was answered last, ms UTC: a confirmation leaves no trace in the store, where it would be drawn. */
	const answeredAt = new Map<PanelName, {readonly key: string; readonly at: number}>();
	/** What the screens asked since the last whole round began. */
	const asked = new Set<string>();
	let isRetry = false;

	const measureSkew = (date: number | undefined, startedAt: number) => {
		const {clockSkew} = store.getState();
		const skew = date === undefined ? clockSkew : nextSkew(clockSkew, date - (startedAt + clock()) / 2);
		if (skew !== clockSkew) {
			store.dispatch({type: 'skew-measured', skew});
		}
	};

	/** The backend speaks, whatever it says. */
	const spoke = (date: number | undefined, startedAt: number) => {
		measureSkew(date, startedAt);
		if (store.getState().slowSince !== undefined) {
			store.dispatch({type: 'slow-ended'});
		}
	};

	return {
		ask: ({panel, key, path, schema, query, isOther = false, isWhole = true, onAnswer, onStatus}) => async signal => {
			const question = `${panel} ${key}`;
			asked.add(question);
			// Whoever comes back to another question than the last doesn't wait for its rest to end.
			const isLast = store.getState().panels[panel].key === key;
			if (isLast && (!patience.isDue(question) || (isRetry && !patience.isFailing(question)))) {
				return;
			}

			store.dispatch({type: 'asked', panel, key, isOther});
			const startedAt = clock();
			// One question at a time: while this one hangs, nothing on the screen is confirmed.
			const slow = setTimeout(() => {
				store.dispatch({type: 'slowed', since: startedAt, at: clock(), asOf: new Map([...answeredAt].map(([name, {at}]) => [name, at]))});
			}, slowAfter);
			try {
				const {value, isNew, date} = await client.get(pathOf(path), schema, {signal, query, isKept: isWhole});
				patience.succeeded(question);
				spoke(date, startedAt);
				const at = clock();
				answeredAt.set(panel, {key, at});
				const isShown = !isNew && isWhole && store.getState().panels[panel].isCurrent;
				store.dispatch(isShown ? {type: 'confirmed', panel, key, at} : onAnswer(value, at));
			} catch (error) {
				if (signal.aborted) {
					return;
				}

				const failure = error instanceof RequestFailure ? error : new RequestFailure('unknown', String(error), {cause: error});
				if (!isOutage(failure.code)) {
					spoke(failure.date, startedAt);
				}

				const at = clock();
				const meaning = onStatus?.(failure.status, at);
				if (meaning !== undefined) {
					patience.succeeded(question);
					store.dispatch(meaning);
					return;
				}

				const last = answeredAt.get(panel);
				store.dispatch({
					type: 'failed', panel, key, at, code: failure.code, message: failure.message,
					asOf: last?.key === key ? last.at : undefined, nextTryAt: patience.failed(question, failure),
				});
			} finally {
				clearTimeout(slow);
			}
		},
		begin(round) {
			isRetry = round === 'retry';
			// What has rested long enough is asked now, or the screen has no use for it any more.
			for (const question of asked) {
				if (isRetry && patience.isDue(question)) {
					asked.delete(question);
				}
			}

			if (round === 'all') {
				asked.clear();
			}
		},
		hurry: patience.hurry,
		retryAt: () => patience.nextAt(asked),
	};
}

/** `/v1/errors/e%2F1`. An id that is no well-formed text is asked for as it is drawn. */
function pathOf(segments: readonly string[]): string {
	return segments.map(segment => `/${encodeURIComponent(segment.toWellFormed())}`).join('');
}
