/** What waits for each subscription, looked at every so often. */
import {ProblemError} from '../../contract/problem.ts';
import type {PostgresOptions} from '../../databases/postgres.ts';
import {createRemember} from '../remember.ts';
import type {DecodedChange} from './decode-changes.ts';
import {peekSlot} from './peek-slot.ts';
import type {Slot} from './read-slots.ts';
import type {Subscription} from './read-subscriptions.ts';

export type Backlog =
	/** The oldest commit first, of tables that are replicated, without what the subscriber has applied as far as that is known. */
	| {readonly changes: readonly DecodedChange[]; readonly isCapped: boolean}
	/** Why it can't be told, in words. */
	| {readonly problem: string};

/** ms for which a look at a slot counts: each decodes a part of the publisher's log. */
const lookedFor = 10_000;

/** ms that the publisher may take for one. */
const peekTimeout = 4000;

/** `limit` in messages of the log, per subscription. */
export function createBacklogs(publisher: PostgresOptions, limit: number) {
	const remember = createRemember();
	return async ({id, slot: name, publications, origin, tables, appliedTo = 0}: Subscription, slot: Slot | undefined): Promise<Backlog> => {
		const problem = slotProblem(name, slot);
		if (name === undefined || problem !== undefined) {
			return {problem: problem ?? 'it has no slot'};
		}

		const looked = await remember(JSON.stringify([id, name, publications, origin]), lookedFor, async () => told(async () =>
			peekSlot({...publisher, statementTimeout: peekTimeout, isImpatient: true}, {slot: name, publications, origin, limit})));
		if ('problem' in looked) {
			return looked;
		}

		// What the subscriber doesn't replicate (yet) is skipped there, too; and it confirms some time after it has applied.
		const replicated = new Set(tables.map(table => table.name));
		return {changes: looked.changes.filter(({table, committedIn}) => committedIn >= appliedTo && replicated.has(table)), isCapped: looked.isCapped};
	};
}

function slotProblem(name: string | undefined, slot: Slot | undefined): string | undefined {
	if (name === undefined) {
		return 'it has no slot on the publisher';
	}

	if (slot === undefined) {
		return `the publisher has no slot "${name}"`;
	}

	if (slot.loss !== undefined) {
		return `its slot is lost (${slot.loss}): the subscription has to be made anew`;
	}

	return slot.isReadable ? undefined : 'its slot is not of pgoutput';
}

/** A failure is an answer as well, and isn't asked for again at once. */
async function told<Answer>(ask: () => Promise<Answer>): Promise<Answer | {readonly problem: string}> {
	try {
		return await ask();
	} catch (error) {
		return {problem: `what waits can't be looked at: ${detailOf(error)}`};
	}
}

/** In one line. The database's own words say more than ours where it refuses something. */
export function detailOf(error: unknown): string {
	const cause = error instanceof ProblemError && error.cause instanceof Error && 'severity' in error.cause ? error.cause : error;
	return cause instanceof Error ? cause.message.split('\n', 1)[0] ?? '' : String(cause);
}
