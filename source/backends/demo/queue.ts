/** First in, first out, in constant time: an array's own shift() moves all that is behind. */
export type Queue<T> = {
	readonly size: number;
	push(item: T): void;
	/** The oldest, which stays. */
	peek(): T | undefined;
	/** The oldest, which leaves. */
	shift(): T | undefined;
};

/** The room of those that left is given back once they are this many and at least half of the array. */
const slack = 1024;

export function createQueue<T>(initial: readonly T[] = []): Queue<T> {
	let items = [...initial];
	let first = 0;
	return {
		get size() {
			return items.length - first;
		},
		push(item) {
			items.push(item);
		},
		peek: () => items[first],
		shift() {
			const item = items[first];
			if (first < items.length) {
				first++;
			}

			if (first >= slack && first * 2 >= items.length) {
				items = items.slice(first);
				first = 0;
			}

			return item;
		},
	};
}
