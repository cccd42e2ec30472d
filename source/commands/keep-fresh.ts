/** Settings that are read from files, and read again when those change while the server runs. */
import {stateOfFiles, watchFiles} from '../config/serve-watch.ts';
import {UsageError} from '../config/usage-error.ts';

export type Fresh<Value> = Disposable & {
	/** What was read last. */
	readonly current: () => Value;
};

export type FreshOptions<Value> = {
	/** Throws a UsageError for files that are wrong. */
	readonly read: () => Promise<Value>;
	/** Told of what was read anew. */
	readonly onChange?: ((value: Value) => void) | undefined;
	/** Told in a line that it was, or why not. */
	readonly say: (text: string, level?: 'info' | 'error') => void;
	/** What the lines call it. */
	readonly noun: string;
	/** ms between two looks. */
	readonly interval?: number | undefined;
};

/** Rejects where the first reading fails. Where a later one does, what was read before stays in force. */
export async function keepFresh<Value>(files: readonly string[], {read, onChange, say, noun, interval}: FreshOptions<Value>): Promise<Fresh<Value>> {
	const since = await stateOfFiles(files);
	let value = await read();
	const watch = watchFiles(files, {
		since,
		interval,
		async onChange() {
			try {
				value = await read();
				onChange?.(value);
				say(`the ${noun} changed and are in force`);
			} catch (error) {
				say(`${error instanceof UsageError ? error.message : String(error)} The ${noun} from before stay in force.`, 'error');
			}
		},
	});
	return {
		current: () => value,
		[Symbol.dispose]() {
			watch[Symbol.dispose]();
		},
	};
}
