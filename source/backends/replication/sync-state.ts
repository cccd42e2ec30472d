/** How the sync of subscriptions is doing, in the contract's four words and in a line. */
import type {Sync} from '../../contract/status.ts';
import type {Backlog} from './backlog.ts';
import type {Slot} from './read-slots.ts';
import type {Subscription} from './read-subscriptions.ts';

export type SubscriptionFacts = {
	readonly subscription: Subscription;
	/** Undefined: not known. */
	readonly slot: Slot | undefined;
	readonly backlog: Backlog;
};

/** ms for which a subscription counts as failing after its last failure: a worker that failed is started anew every few seconds, and runs meanwhile. */
const failingFor = 60_000;

/** Remembers how often each has failed. `clock` in ms UTC. */
export function createSyncState(clock: () => number) {
	const known = new Map<number, {readonly failures: number; readonly failedAt: number}>();

	/** When it failed the last time, as far as it was seen. */
	const failedAt = ({id, applyErrors, syncErrors}: Subscription): number => {
		const failures = (applyErrors ?? 0) + (syncErrors ?? 0);
		const before = known.get(id);
		if (before?.failures !== failures) {
			known.set(id, {failures, failedAt: before !== undefined && failures > before.failures ? clock() : -Infinity});
		}

		return known.get(id)?.failedAt ?? -Infinity;
	};

	const stateOf = (subscription: Subscription, slot: Slot | undefined): Sync['state'] => {
		const hasFailed = clock() - failedAt(subscription) < failingFor;
		const {isEnabled, isRunning, applyErrors = 0, syncErrors = 0} = subscription;
		if (!isEnabled) {
			return 'paused';
		}

		if (hasFailed || slot?.loss !== undefined) {
			return 'failing';
		}

		return isRunning ? 'running' : (applyErrors + syncErrors > 0 ? 'failing' : 'stopped');
	};

	return (facts: readonly SubscriptionFacts[]): Sync | null => {
		const told = facts.map(each => ({...each, state: stateOf(each.subscription, each.slot)})).toSorted((a, b) => severity.indexOf(a.state) - severity.indexOf(b.state));
		const worst = told.find(({state}) => state !== 'paused') ?? told[0];
		return worst === undefined
			? {state: 'stopped', message: 'this database has no subscriptions'}
			: {state: worst.state, message: told.map(each => lineOf(each)).join('; ')};
	};
}

const severity: ReadonlyArray<Sync['state']> = ['failing', 'stopped', 'paused', 'running'];

function lineOf({subscription: {name, applyErrors = 0, syncErrors = 0, tables}, slot, backlog, state}: SubscriptionFacts & {readonly state: Sync['state']}): string {
	const copying = tables.filter(({isReplicated}) => !isReplicated).length;
	const failures = [...(applyErrors > 0 ? [`${applyErrors} failures of applying`] : []), ...(syncErrors > 0 ? [`${syncErrors} of copying`] : [])].join(' and ');
	const parts = [
		...(state === 'running' ? [] : [stateWords[state]]),
		...(slot?.lag === undefined ? [] : [`${slot.lag} behind`]),
		...(failures === '' || state === 'running' ? [] : [`${failures} so far`]),
		...(copying === 0 ? [] : [`${copying} of ${tables.length} tables still being copied`]),
		...('problem' in backlog ? [backlog.problem] : []),
	];
	return `${name}: ${parts.length === 0 ? 'running' : parts.join(', ')}`;
}

const stateWords = {failing: 'fails', stopped: 'no process applies its changes', paused: 'disabled'} as const;
