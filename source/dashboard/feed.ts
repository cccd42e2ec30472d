/** Between the store and the backend: what the open screen needs is asked, and what comes is dispatched. */
import type {Client} from '../client/http.ts';
import type {Round, Task} from '../client/poller.ts';
import {
	ErrorCausesSchema, ErrorFacetsSchema, ErrorsPageSchema, SyncErrorDetailSchema,
} from '../contract/errors.ts';
import {PendingPageSchema} from '../contract/pending.ts';
import {ServiceSchema, statusOnlyService} from '../contract/service.ts';
import {StatusSchema} from '../contract/status.ts';
import {ThroughputSchema} from '../contract/throughput.ts';
import {onceEach} from '../domain/once-each.ts';
import {createAsker} from './ask.ts';
import {paced} from './paced.ts';
import type {Action} from './store/actions.ts';
import {
	errorsQuery, filterQuery, isCounting, wantedPage, type WantedPage,
} from './store/error-selectors.ts';
import {errorsKey} from './store/errors-key.ts';
import {can, screenOf, throughputQuery} from './store/selectors.ts';
import type {State} from './store/state.ts';
import type {Store} from './store/store.ts';

export type FeedOptions = {
	readonly store: Store<State, Action>;
	readonly client: Client;
	/** ms UTC. */
	readonly clock: () => number;
	/** 0 to 1, for the pauses after failures. */
	readonly random?: () => number;
};

export type Feed = {
	/** The questions of a round for the screen that is open, the one that the reader waits for first. */
	readonly tasks: (round: Round) => Task[];
	/** When a question that failed may be asked again, ms UTC. */
	readonly retryAt: () => number | undefined;
	/** What failed may be asked again at once. */
	readonly hurry: () => void;
};

export function feedOf(options: FeedOptions): Feed {
	const {store} = options;
	const asker = createAsker(options);
	const {ask} = asker;

	const service = ask({
		panel: 'service', key: '/v1', path: ['v1'], schema: ServiceSchema,
		onAnswer: (data, at) => ({type: 'answered', panel: 'service', key: '/v1', data, at}),
		// A backend without it has the status alone.
		onStatus: (code, at) => code === 404 ? {type: 'answered', panel: 'service', key: '/v1', data: statusOnlyService, at} : undefined,
	});
	const status = ask({
		panel: 'status', key: '/v1/status', path: ['v1', 'status'], schema: StatusSchema,
		onAnswer: (data, at) => ({type: 'answered', panel: 'status', key: '/v1/status', data: onceEach(data), at}),
	});
	const throughput = (state: State): Task => {
		const query = throughputQuery(state);
		const key = query.toString();
		return ask({
			panel: 'throughput', key, path: ['v1', 'throughput'], schema: ThroughputSchema, query,
			onAnswer: (data, at) => ({type: 'answered', panel: 'throughput', key, data, at}),
		});
	};

	const pending = (object: string): Task => ask({
		panel: 'pending', key: object, path: ['v1', 'objects', object, 'pending'], schema: PendingPageSchema, isOther: true,
		onAnswer: (data, at) => ({type: 'answered', panel: 'pending', key: object, data, at}),
	});
	const errors = (state: State, {part, cursor, limit}: WantedPage): Task => {
		const query = errorsQuery(state);
		query.append('limit', String(limit));
		if (cursor !== undefined) {
			query.append('cursor', cursor);
		}

		const key = errorsKey(state);
		return ask({
			panel: 'errors', key, path: ['v1', 'errors'], schema: ErrorsPageSchema, query, isWhole: part === 'first',
			onAnswer: (page, at) => ({
				type: 'errors-answered', key, part, cursor, page, at,
			}),
		});
	};

	const isAnswered = (panel: 'errorTotal' | 'facets' | 'candidates' | 'causes', key: string) => () => {
		const known = store.getState().panels[panel];
		return known.isCurrent && known.key === key && known.failure === undefined;
	};

	const exactTotal = paced(options.clock, (state: State) => {
		const query = errorsQuery(state);
		query.append('limit', '1');
		query.append('total', 'exact');
		const key = errorsKey(state);
		return {key, isAnswered: isAnswered('errorTotal', key), task: ask({
			panel: 'errorTotal', key, path: ['v1', 'errors'], schema: ErrorsPageSchema, query,
			onAnswer: ({total = null}, at) => ({type: 'answered', panel: 'errorTotal', key, data: {total}, at}),
		})};
	});
	const facetsOf = (panel: 'facets' | 'candidates') => paced(options.clock, (state: State) => {
		const query = panel === 'facets' ? filterQuery(state) : new URLSearchParams();
		const key = panel === 'facets' ? state.errors.filter : '/';
		return {key, isAnswered: isAnswered(panel, key), task: ask({
			panel, key, path: ['v1', 'errors', 'facets'], schema: ErrorFacetsSchema, query,
			onAnswer: (data, at) => ({type: 'answered', panel, key, data, at}),
		})};
	});
	const groups = paced(options.clock, (state: State) => {
		const key = state.errors.filter;
		return {key, isAnswered: isAnswered('causes', key), task: ask({
			panel: 'causes', key, path: ['v1', 'errors', 'causes'], schema: ErrorCausesSchema, query: filterQuery(state),
			onAnswer: (data, at) => ({type: 'answered', panel: 'causes', key, data, at}),
		})};
	});

	const error = (id: string): Task => ask({
		panel: 'error', key: id, path: ['v1', 'errors', id], schema: SyncErrorDetailSchema, isOther: true,
		onAnswer: (data, at) => ({type: 'answered', panel: 'error', key: id, data, at}),
	});

	/** Decided when its turn comes: what a backend can is known once it has spoken. */
	const later = (choose: (state: State) => Task | undefined): Task => async signal => choose(store.getState())?.(signal);

	const openedError = later(state => state.errors.opened !== undefined && can(state, 'errors') ? error(state.errors.opened) : undefined);
	const openedQueue = later(state => state.status.opened !== undefined && can(state, 'pending') ? pending(state.status.opened) : undefined);
	const firstErrors = later(state => can(state, 'errors') ? errors(state, {part: 'first', cursor: undefined, limit: pageSize}) : undefined);
	const moreErrors = later(state => {
		const page = wantedPage(state);
		return page === undefined ? undefined : errors(state, page);
	});
	const countedErrors = later(state => isCounting(state) || state.panels.errorTotal.key === errorsKey(state) ? exactTotal(state) : undefined);
	const facets = facetsOf('facets');
	const candidates = facetsOf('candidates');
	const shownFacets = later(state => can(state, 'error-facets') && screenOf(state) === 'facets' ? facets(state) : undefined);
	const typedFacets = later(state => can(state, 'error-facets') && state.prompt?.kind === 'filter' ? candidates(state) : undefined);
	const shownCauses = later(state => can(state, 'error-causes') && screenOf(state) === 'causes' ? groups(state) : undefined);
	const hours = later(state => can(state, 'throughput') ? throughput(state) : undefined);

	/** When all was asked last, ms UTC. */
	let roundAt = -Infinity;
	const tasks = (round: Round): Task[] => {
		const state = store.getState();
		const {tab, panels, polling} = state;
		// Whoever scrolls waits for the next page alone: the rest was asked a moment ago.
		const isScrolling = screenOf(state) === 'errors' && state.prompt === undefined && wantedPage(state) !== undefined;
		if (isScrolling && Math.abs(options.clock() - roundAt) < Math.min(1000, polling.interval / 2)) {
			asker.begin('more');
			return [moreErrors];
		}

		if (round === 'all') {
			roundAt = options.clock();
		}

		asker.begin(round);
		// Whoever answers after an outage may be another one than before; the reader waits for what it knows, and less for who it is.
		const isKnown = panels.service.data !== undefined;
		const isToBeAsked = !panels.service.isCurrent || panels.service.failure !== undefined || panels.status.failure !== undefined;
		return [
			...(isToBeAsked && !isKnown ? [service] : []),
			...(tab === 'errors' ? [openedError, shownCauses, firstErrors, moreErrors, shownFacets, typedFacets, status, countedErrors] : [openedQueue, status, hours]),
			...(isToBeAsked && isKnown ? [service] : []),
		];
	};

	return {tasks, retryAt: asker.retryAt, hurry: asker.hurry};
}

/** Rows of the first page of errors. */
const pageSize = 100;
