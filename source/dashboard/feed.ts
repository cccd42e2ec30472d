/** Between the store and the backend: what the open screen needs is asked, and what comes is dispatched. */
import type {Client} from '../client/http.ts';
import type {Task} from '../client/poller.ts';
import {ErrorsPageSchema, SyncErrorDetailSchema} from '../contract/errors.ts';
import {PendingPageSchema} from '../contract/pending.ts';
import {ServiceSchema, statusOnlyService} from '../contract/service.ts';
import {StatusSchema, type Status} from '../contract/status.ts';
import {ThroughputSchema} from '../contract/throughput.ts';
import {asker} from './ask.ts';
import type {Action} from './store/actions.ts';
import {can, errorsQuery, throughputQuery, wantedPage} from './store/selectors.ts';
import type {State} from './store/state.ts';
import type {Store} from './store/store.ts';

export type FeedOptions = {
	readonly store: Store<State, Action>;
	readonly client: Client;
	/** ms UTC. */
	readonly clock: () => number;
};

/** Gives the questions of a round for the screen that is open, the one that the reader waits for first. */
export function feedOf(options: FeedOptions): () => Task[] {
	const {store} = options;
	const ask = asker(options);

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
	const errors = (state: State, cursor?: string): Task => {
		const query = errorsQuery(state);
		const key = query.toString();
		if (cursor !== undefined) {
			query.append('cursor', cursor);
		}

		return ask({
			panel: 'errors', key, path: ['v1', 'errors'], schema: ErrorsPageSchema, query, isWhole: cursor === undefined,
			onAnswer: (page, at) => ({type: 'errors-answered', key, cursor, page, at}),
		});
	};

	const error = (id: string): Task => ask({
		panel: 'error', key: id, path: ['v1', 'errors', id], schema: SyncErrorDetailSchema, isOther: true,
		onAnswer: (data, at) => ({type: 'answered', panel: 'error', key: id, data, at}),
	});

	/** Decided when its turn comes: what a backend can is known once it has spoken. */
	const later = (choose: (state: State) => Task | undefined): Task => async signal => choose(store.getState())?.(signal);

	const openedError = later(state => state.errors.opened !== undefined && can(state, 'errors') ? error(state.errors.opened) : undefined);
	const openedQueue = later(state => state.status.opened !== undefined && can(state, 'pending') ? pending(state.status.opened) : undefined);
	const firstErrors = later(state => can(state, 'errors') ? errors(state) : undefined);
	const moreErrors = later(state => {
		const cursor = wantedPage(state);
		return cursor === undefined ? undefined : errors(state, cursor);
	});
	const hours = later(state => can(state, 'throughput') ? throughput(state) : undefined);

	return () => {
		const {tab, panels} = store.getState();
		// Whoever answers after an outage may be another one than before.
		const isToBeAsked = !panels.service.isCurrent || panels.service.failure !== undefined || panels.status.failure !== undefined;
		return [
			...(isToBeAsked ? [service] : []),
			...(tab === 'errors' ? [openedError, firstErrors, moreErrors, status] : [openedQueue, status, hours]),
		];
	};
}

/** An object that is named twice counts as it was named first. */
function onceEach(status: Status): Status {
	const objects = new Map(status.objects.toReversed().map(object => [object.object, object]));
	return objects.size === status.objects.length ? status : {...status, objects: status.objects.filter(object => objects.get(object.object) === object)};
}
