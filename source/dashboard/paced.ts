import type {Task} from '../client/poller.ts';

/** A costly question rests this many times as long as its last answer took: it never keeps a backend busy for more than a twentieth of the time. */
const rest = 20;

type Asked<State> = (state: State) => {readonly key: string; readonly task: Task};

/** Leaves out the question while it was answered lately; a question with another key is asked at once. `clock` in ms. */
export function paced<State>(clock: () => number, question: Asked<State>): (state: State) => Task | undefined {
	let asked = '';
	let due = 0;
	return state => {
		const {key, task} = question(state);
		if (key === asked && clock() < due) {
			return undefined;
		}

		return async signal => {
			const start = clock();
			await task(signal);
			if (signal.aborted) {
				return;
			}

			asked = key;
			due = clock() + rest * (clock() - start);
		};
	};
}
