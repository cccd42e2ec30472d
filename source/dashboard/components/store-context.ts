import {createContext, useContext, useSyncExternalStore} from 'react';
import type {Context} from '../input/press.ts';
import type {State} from '../store/state.ts';

/** The store and the controls of this run. */
export const DashboardContext = createContext<Context | undefined>(undefined);

export function useDashboard(): Context {
	const context = useContext(DashboardContext);
	if (context === undefined) {
		throw new Error('A component of the dashboard stands outside of it.');
	}

	return context;
}

/** The part of the state that the selector names; the component is drawn again when that part is another object. */
export function useSelector<Selected>(selector: (state: State) => Selected): Selected {
	const {store} = useDashboard();
	return useSyncExternalStore(store.subscribe, () => selector(store.getState()));
}
