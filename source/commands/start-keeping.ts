/** What outlives a run of the dashboard: read before its first frame, kept while it lasts. */
import path from 'node:path';
import {
	noCache, openCache, type Cache, type CacheProblem,
} from '../client/cache.ts';
import {addressOf, type Config, type Environment} from '../config/config.ts';
import {cacheFolder} from '../config/folders.ts';
import type {Action} from '../dashboard/store/actions.ts';
import {overheard} from '../dashboard/store/overheard.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';
import {words} from '../i18n/words.ts';
import {keepAnswers} from './keep-answers.ts';
import {keepHours} from './keep-hours.ts';
import {keepViews} from './keep-views.ts';

/** What is kept of a connection; nothing where the settings say so. */
export function cacheOf({connection, cache}: Pick<Config, 'connection' | 'cache'>, environment: Environment): Cache {
	return cache ? openCache(cacheFolder(environment), addressOf(connection)) : noCache();
}

export type Keeping = {
	/** What comes from the backend is dispatched through this store, so that it is heard. */
	readonly store: Store<State, Action>;
	/** Writes the rest. It never rejects. */
	end(): Promise<void>;
};

/** Keeps what `store` comes to hold. Of the demo, views alone: its data is made up anew with each start. */
export function startKeeping(store: Store<State, Action>, cache: Cache): Keeping {
	const {isDemo} = store.getState().connection;
	const tell = (problem: CacheProblem | undefined) => {
		store.dispatch({type: 'cache-checked', problem: problem?.kind === 'unwritable' ? 'unwritable' : undefined});
		if (problem?.kind === 'set-aside') {
			store.dispatch({type: 'noticed', notice: {text: words.cache.setAside[problem.why](path.basename(problem.file)), tone: 'warn'}});
		}
	};

	if (cache.problem !== undefined) {
		tell(cache.problem);
	}

	const untold = cache.onProblem(tell);
	const endViews = keepViews(store, cache);
	const keepers = isDemo ? [] : [keepHours(store, cache), keepAnswers(store, cache)];
	return {
		store: overheard(store, action => {
			for (const {hear} of keepers) {
				hear(action);
			}
		}),
		async end() {
			endViews();
			for (const {end} of keepers) {
				end();
			}

			untold();
			await cache.close();
		},
	};
}
