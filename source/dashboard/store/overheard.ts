import type {Store} from './store.ts';

/** The same store; `listener` hears each action that is dispatched through it, once the state has changed, or has not. */
export function overheard<State, Action>(store: Store<State, Action>, listener: (action: Action) => void): Store<State, Action> {
	return {
		...store,
		dispatch(action) {
			store.dispatch(action);
			listener(action);
		},
	};
}
