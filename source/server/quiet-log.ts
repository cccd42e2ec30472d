/** Says what goes wrong once, not a thousand times a minute. */

export type QuietLogOptions = {
	readonly say: (text: string) => void;
	/** ms, of any origin. */
	readonly clock: () => number;
	/** How long the same is not said again, in ms. */
	readonly pause?: number;
};

/** How many different texts are remembered. */
const maxTexts = 100;

/**
Returns a function that says `where: what`. The same `what`, wherever it happens, is then left unsaid for ten minutes; the next time it is said with how often
it was left out.
*/
export function createQuietLog({say, clock, pause = 600_000}: QuietLogOptions): (where: string, what: string) => void {
	const said = new Map<string, {at: number; omitted: number}>();
	return (where, what) => {
		const now = clock();
		const known = said.get(what);
		if (known !== undefined && now - known.at < pause) {
			known.omitted++;
			return;
		}

		// Those said longest ago are first, and let go of first.
		said.delete(what);
		said.set(what, {at: now, omitted: 0});
		const [oldest] = said.keys();
		if (said.size > maxTexts && oldest !== undefined) {
			said.delete(oldest);
		}

		say(known === undefined || known.omitted === 0 ? `${where}: ${what}` : `${where}: ${what} (and ${known.omitted} times since it was last said)`);
	};
}
