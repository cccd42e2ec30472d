import type {Task} from '../client/poller.ts';

/** A costly question rests this many times as long as its last answer took: it never keeps a backend busy for more than a twentieth of the time. */
const rest = 20;
/** ms that it rests at most. */
const longest = 60_000;

type Question = {
	readonly key: string;
	readonly task: Task;
	/** Whether what is known is the answer to it. */
	readonly isAnswered: () => boolean;
};

/** Leaves out the question while it was answered lately. One with another key, and one that failed, is asked at once. `clock` in ms. */
export function paced<State>(clock: () => number, ask: (state: State) => Question): (state: State) => Task | undefined {
	let asked = '';
	let due = 0;
	return state => {
		const {key, task, isAnswered} = ask(state);
		if (key === asked && clock() < due && isAnswered()) {
			return undefined;
		}

		return async signal => {
			asked = key;
			const start = clock();
			await task(signal);
			due = clock() + Math.min(longest, rest * (clock() - start));
		};
	};
}
