/** Answers that are given again for a while, and asked for once however many wait for them: each costs whoever is asked. */

export type Remember = <Value>(key: string, ms: number, ask: () => Promise<Value>) => Promise<Value>;

/** A page may be a few MB. */
const maxKept = 60;

/** What failed is asked again at once. */
export function createRemember(): Remember {
	const kept = new Map<string, {readonly value: Promise<unknown>; until: number}>();
	return async <Value>(key: string, ms: number, ask: () => Promise<Value>) => {
		const known = kept.get(key);
		if (known !== undefined && known.until > performance.now()) {
			return known.value as Promise<Value>;
		}

		const value = ask();
		const entry = {value, until: Infinity};
		kept.delete(key);
		kept.set(key, entry);
		const outdated = kept.entries().filter(([, {until}]) => until <= performance.now()).map(([old]) => old);
		for (const old of [...outdated, ...kept.keys().take(Math.max(0, kept.size - maxKept))]) {
			kept.delete(old);
		}

		try {
			await value;
			entry.until = performance.now() + ms;
		} catch {
			if (kept.get(key) === entry) {
				kept.delete(key);
			}
		}

		return value;
	};
}
