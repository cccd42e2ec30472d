/** What people do about errors: to those that they name, or to all that a filter lets through, batch by batch. */
import type {ErrorActionReceipt} from '../../../contract/errors.ts';
import type {ErrorFilter, ErrorSelection} from '../../../contract/queries.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {notOpen} from '../act-on-errors.ts';
import {numberOf, textOf} from '../columns.ts';
import {errorRowId} from '../error-id.ts';
import {matchingOf, whereOf} from './error-where.ts';
import {listErrors, type Place} from './list-errors.ts';
import {loadChanges} from './load-changes.ts';
import type {ChangeNow} from './result-state.ts';
import {sql} from './sql.ts';
import {createTally} from './tally.ts';
import {writeChanges} from './write-changes.ts';

export type Action = 'retry' | 'ignore';

/** Runs `body` in a transaction, again where the database says that it met another. */
export type Write = <Answer>(body: (client: PostgresClient) => Promise<Answer>) => Promise<Answer>;

/** How many errors of a filter are done with in one transaction. */
const batch = 1000;

type Acting = {readonly write: Write; readonly query: PostgresClient['query']; readonly hasTrigrams: boolean; readonly now: number};

/**
Ids are all done in one transaction, and those that aren't open are refused. Of a filter, it is what it lets through at the beginning, as time goes
down from the newest error there is then. Where the database fails in between, the batches before are done: asked again, it goes on with the rest.
*/
export async function actOnErrors(acting: Acting, selection: ErrorSelection, action: Action): Promise<ErrorActionReceipt> {
	return 'ids' in selection ? acting.write(async client => actOnIds(client, selection.ids, action, acting.now)) : actOnFilter(acting, selection.filter, action);
}

async function actOnIds(client: PostgresClient, told: readonly string[], action: Action, now: number): Promise<ErrorActionReceipt> {
	const ids = [...new Set(told)];
	const seqs = ids.map(id => errorRowId(id)).filter(seq => seq > 0);
	const done = new Set(await act(client, new Map(seqs.map(seq => [seq, undefined])), action, now));
	const others = seqs.filter(seq => !done.has(seq));
	const rows = others.length === 0 ? [] : await client.query('SELECT error_id, state FROM error WHERE error_id = ANY($1::bigint[])', [others]);
	const states = new Map(rows.map(row => [numberOf(row, 'error_id'), textOf(row, 'state')]));
	const refused = ids.filter(id => !done.has(errorRowId(id))).map(id => {
		const state = states.get(errorRowId(id));
		return {id, reason: (state === undefined ? undefined : notOpen.get(state)) ?? 'there is no such error'};
	});
	return {accepted: done.size, refused};
}

async function actOnFilter({write, query, hasTrigrams, now}: Acting, filter: ErrorFilter, action: Action): Promise<ErrorActionReceipt> {
	const matching = await matchingOf({query}, whereOf(filter, hasTrigrams));
	let accepted = 0;
	let after: Place | undefined;
	do {
		/* eslint-disable no-await-in-loop -- one batch after the other; the newest first, so what fails meanwhile is behind. */
		const page = await listErrors({query}, {
			matching, sort: {column: 'occurredAt', descending: true}, after, limit: batch, now,
		});
		const listed = new Map(page.rows.map(row => [numberOf(row, 'error_id'), numberOf(row, 'occurred_at')]));
		const done = listed.size === 0 ? [] : await write(async client => act(client, listed, action, now));
		accepted += done.length;
		after = page.next;
		/* eslint-enable no-await-in-loop */
	} while (after !== undefined);

	return {accepted, refused: []};
}

/** Which of them were open, so that it was done to them. Where it is told when they occurred (ms UTC), one that failed again since is another failure. */
async function act(client: PostgresClient, errors: ReadonlyMap<number, number | undefined>, action: Action, now: number): Promise<number[]> {
	const seqs = errors.keys().toArray();
	const loaded = await loadChanges(client, {seqs});
	const meant = loaded.filter(({seq, error}) => (errors.get(seq) ?? error?.at) === error?.at);
	const changed = meant.flatMap(before => {
		const after = afterAction(before, action);
		return after === undefined ? [] : [{before, after}];
	});
	const tally = createTally();
	await writeChanges(client, changed, tally, now);
	await tally.write(client);
	if (action === 'retry' && changed.length > 0) {
		// In the order in which they were named.
		const place = new Map(seqs.map((seq, index) => [seq, index]));
		const ids = changed.map(({after}) => after).toSorted((a, b) => (place.get(a.seq) ?? 0) - (place.get(b.seq) ?? 0)).map(({id}) => id);
		await client.run(sql('add-retries'), [ids]);
	}

	return changed.map(({after}) => after.seq);
}

function afterAction(change: ChangeNow, action: Action): ChangeNow | undefined {
	const {error} = change;
	if (error?.state !== 'open') {
		return undefined;
	}

	return action === 'retry'
		? {...change, state: 'pending', error: {...error, state: 'retrying'}}
		: {...change, state: 'ignored', error: {...error, state: 'ignored'}};
}
