/** What an engine has reported and was told is kept: what a ledger must say after any number of kills. */

/** Records of one object; `ended` and `errors` as throughput counts them. */
export type Counts = {pending: number; failed: number; synced: number; errors: number};

export type Outcome = 'synced' | 'failed' | 'skipped';

type Known = {readonly object: string; state: 'pending' | Outcome};

export type KillModel = {
	/** Changes that were acknowledged. */
	addChanges(object: string, ids: readonly string[]): void;
	/** Results that were acknowledged. */
	addResults(results: ReadonlyArray<{readonly id: string; readonly outcome: Outcome}>): void;
	/** Every id that was acknowledged. */
	ids(): ReadonlySet<string>;
	countsOf(object: string): Counts;
};

export function createKillModel(): KillModel {
	const changes = new Map<string, Known>();
	const counts = new Map<string, Counts>();
	const countsOf = (object: string): Counts => {
		const known = counts.get(object) ?? {pending: 0, failed: 0, synced: 0, errors: 0};
		counts.set(object, known);
		return known;
	};

	return {
		addChanges(object, ids) {
			for (const id of ids) {
				if (changes.has(id)) {
					throw new Error(`The bench reported ${id} twice.`);
				}

				changes.set(id, {object, state: 'pending'});
				countsOf(object).pending++;
			}
		},
		addResults(results) {
			for (const {id, outcome} of results) {
				const change = changes.get(id);
				if (change === undefined) {
					throw new Error(`The bench has a result of ${id}, which was not acknowledged.`);
				}

				const count = countsOf(change.object);
				count.pending -= Number(change.state === 'pending');
				count.failed += Number(outcome === 'failed') - Number(change.state === 'failed');
				count.synced += Number(outcome === 'synced');
				count.errors += Number(outcome === 'failed');
				change.state = outcome;
			}
		},
		ids: () => new Set(changes.keys()),
		countsOf,
	};
}
