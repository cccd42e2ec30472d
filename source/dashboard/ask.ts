import type {GenericSchema, InferOutput} from 'valibot';
import {RequestFailure} from '../client/failure.ts';
import type {Task} from '../client/poller.ts';
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

/** Makes questions to tasks of the poller: each asks, and dispatches what came. */
export function asker({store, client, clock}: FeedOptions): <const Schema extends GenericSchema>(question: Question<Schema>) => Task {
	return ({panel, key, path, schema, query, isOther = false, isWhole = true, onAnswer, onStatus}) => async signal => {
		store.dispatch({type: 'asked', panel, key, isOther});
		try {
			const {value, isNew} = await client.get(pathOf(path), schema, {signal, query, isKept: isWhole});
			const isShown = !isNew && isWhole && store.getState().panels[panel].isCurrent;
			store.dispatch(isShown ? {type: 'confirmed', panel, key, at: clock()} : onAnswer(value, clock()));
		} catch (error) {
			if (signal.aborted) {
				return;
			}

			const failure = error instanceof RequestFailure ? error : new RequestFailure('unknown', String(error), {cause: error});
			store.dispatch(onStatus?.(failure.status, clock()) ?? {type: 'failed', panel, key, message: failure.message, at: clock()});
		}
	};
}

/** `/v1/errors/e%2F1`. An id that is no well-formed text is asked for as it is drawn. */
function pathOf(segments: readonly string[]): string {
	return segments.map(segment => `/${encodeURIComponent(segment.toWellFormed())}`).join('');
}
