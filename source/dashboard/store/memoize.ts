/** Remembers the last answer of a pure function: the same arguments (by identity) give the very same object again. */
export function memoizeLast<Arguments extends readonly unknown[], Result>(compute: (...args: Arguments) => Result): (...args: Arguments) => Result {
	let last: {args: Arguments; result: Result} | undefined;
	return (...args) => {
		if (last === undefined || args.some((value, index) => value !== last?.args[index])) {
			last = {args, result: compute(...args)};
		}

		return last.result;
	};
}
