import type {Change, ChangesReceipt} from '../../../contract/ingest.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {textOf} from '../columns.ts';
import {checkLength, maxIdLength, maxNameLength} from './check-length.ts';
import {day, dayOf} from './partitions.ts';
import {sql} from './sql.ts';
import {stored, storedOrNull} from './stored-text.ts';
import {columns, createTally} from './tally.ts';

/** Changes of one batch that have a place in it of their own; the contract allows far fewer in 10 MiB. */
const placesPerBatch = 2 ** 18;

/**
Puts changes on the backlog; an id that the ledger has seen, whatever came of it, is a duplicate. In a transaction with READ COMMITTED, where each
statement sees what was committed before it began. `now` in ms UTC. Throws a ProblemError `invalid-request` for keys that no index takes.

That an id counts once, while others report it or its end at the same time: a change is in `change` until it ends, and moves to `ended_change` in one
transaction. The insert waits for whoever has the same id in hand. If that one put it there, the insert does nothing. If that one ended it, the insert
succeeds, and the question after it, being later, sees it in `ended_change`: then the insert is taken back. There is no moment at which it is in neither.
*/
export async function addChanges(client: PostgresClient, told: readonly Change[], now: number): Promise<ChangesReceipt> {
	checkLengths(told);
	const [{batch} = {batch: 0}] = told.length === 0 ? [] : await client.query('SELECT nextval(\'batch_number\') AS batch');
	const rows = new Map(told.map((change, place) => [stored(change.id), rowOf(change, Number(batch) * placesPerBatch + place)]).toReversed() as Array<[string, ChangeRow]>);
	const added = rows.size === 0
		? []
		: await client.query(sql('add-changes'), columns(rows.values().toArray(), ['id', 'seq', 'object', 'operation', 'direction', 'recordId', 'recordName', 'changedAt', 'url']));
	const ids = new Set(added.map(row => textOf(row, 'id')));
	if (ids.size > 0) {
		const ended = await endedOf(client, [...ids], sinceOf(told, now));
		if (ended.length > 0) {
			await client.run(sql('forget-changes'), [ended]);
			for (const id of ended) {
				ids.delete(id);
			}
		}
	}

	const tally = createTally();
	const accepted = rows.values().filter(({id}) => ids.has(id)).toArray().toSorted((a, b) => a.seq - b.seq);
	for (const change of accepted) {
		tally.count(change, 'pending', 1);
	}

	await addObjects(client, accepted.map(({object}) => object));
	await tally.write(client);
	return {accepted: accepted.length, duplicates: told.length - accepted.length};
}

/** Lists those that nobody reported before, in this order. */
export async function addObjects(client: PostgresClient, told: readonly string[]): Promise<void> {
	const names = [...new Set(told)];
	const rows = names.length === 0 ? [] : await client.query(sql('known-objects'), [names]);
	const known = new Set(rows.map(row => textOf(row, 'name')));
	const unknown = names.filter(name => !known.has(name));
	if (unknown.length > 0) {
		await client.run(sql('add-objects'), [unknown]);
	}
}

/**
The first day (ms UTC) on which any of these changes may have ended: none ended before it was made. Two days are for clocks that differ, and for an engine that
stamps a change anew when it reports it again; one that dates changes ahead of time is no reason to look for their end there. To look into a month of days for each new id would take five times as long as all the rest.
*/
function sinceOf(told: readonly Change[], now: number): number {
	return dayOf(told.reduce((earliest, {changedAt}) => Math.min(earliest, Date.parse(changedAt)), now)) - 2 * day;
}

/** Which of these ids have ended, on that day (ms UTC) or later. */
export async function endedOf(client: PostgresClient, ids: readonly string[], since: number = Number.MIN_SAFE_INTEGER): Promise<string[]> {
	const rows = ids.length === 0 ? [] : await client.query(sql('ended-before'), [ids, since]);
	return rows.map(row => textOf(row, 'id'));
}

function checkLengths(told: readonly Change[]): void {
	for (const [place, {id, object, operation}] of told.entries()) {
		checkLength(`the id of change ${place + 1}`, id, maxIdLength);
		checkLength(`the object of change ${place + 1}`, object, maxNameLength);
		checkLength(`the operation of change ${place + 1}`, operation, maxNameLength);
	}
}

type ChangeRow = ReturnType<typeof rowOf>;

function rowOf({id, object, operation, direction, recordId, recordName, changedAt, url}: Change, seq: number) {
	return {
		id: stored(id), seq, object: stored(object), operation: stored(operation), direction, recordId: stored(recordId), recordName: storedOrNull(recordName),
		changedAt: Date.parse(changedAt), url: storedOrNull(url),
	};
}
