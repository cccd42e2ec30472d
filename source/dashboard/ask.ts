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
	readonly path: string;
	readonly schema: Schema;
	readonly query?: URLSearchParams;
	/** The data of another key must not be shown while this one is asked. */
	readonly isOther?: boolean;
	readonly onAnswer: (value: InferOutput<Schema>, at: number) => Action;
	/** What an HTTP error means, where it means something better than a failure. */
	readonly onStatus?: (status: number | undefined, at: number) => Action | undefined;
};

/** Makes questions to tasks of the poller: each asks, and dispatches what came. */
export function asker({store, client, clock}: FeedOptions): <const Schema extends GenericSchema>(question: Question<Schema>) => Task {
	return ({panel, key, path, schema, query, isOther = false, onAnswer, onStatus}) => async signal => {
		store.dispatch({type: 'asked', panel, key, isOther});
		try {
			const {value, isNew} = await client.get(path, schema, {signal, query});
			const isShown = !isNew && store.getState().panels[panel].isCurrent;
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
