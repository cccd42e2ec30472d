/** A dashboard without a screen: keys go in, the state and what was asked of the program come out. */
import type {InputEvent} from '../../source/dashboard/input/key-decoder.ts';
import {press, receive, type Context} from '../../source/dashboard/input/press.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import type {Action} from '../../source/dashboard/store/actions.ts';
import type {State} from '../../source/dashboard/store/state.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {recordedControls, sampleState} from './sample.ts';

export function desk(state: State = sampleState()) {
	const {controls, calls} = recordedControls();
	const store = createStore(reduce, state);
	const context: Context = {store, controls};
	return {
		store,
		calls,
		state: () => store.getState(),
		press(...keys: string[]) {
			for (const key of keys) {
				press(context, key);
			}

			return this;
		},
		/** As it comes from the terminal. */
		receive(...events: readonly InputEvent[]) {
			for (const event of events) {
				receive(context, event);
			}

			return this;
		},
		/** Each character is a key. */
		type(text: string) {
			return this.press(...text);
		},
		play(...actions: readonly Action[]) {
			for (const action of actions) {
				store.dispatch(action);
			}

			return this;
		},
	};
}
