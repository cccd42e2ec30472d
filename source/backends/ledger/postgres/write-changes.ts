/** Writes what became of changes: where they stand now, their errors, and all that is counted of both. */
import {createHash} from 'node:crypto';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {maskMessage} from '../../../domain/cause/mask-message.ts';
import {fieldSeparator, fold} from '../../../domain/fold.ts';
import type {Loaded} from './load-changes.ts';
import {dayOf} from './partitions.ts';
import type {ChangeNow, ErrorNow} from './result-state.ts';
import {sql} from './sql.ts';
import {stored, storedOrNull} from './stored-text.ts';
import {columns, type Tally} from './tally.ts';

export type Changed = {readonly before: Loaded; readonly after: ChangeNow};

/** In a few statements, however many there are. `now` in ms UTC: when their end was heard. */
export async function writeChanges(client: PostgresClient, changed: readonly Changed[], tally: Tally, now: number): Promise<void> {
	const ended = changed.filter(({after}) => after.state === 'ended').map(({after}) => after.id);
	if (ended.length > 0) {
		await client.run(sql('forget-changes'), [ended]);
		await client.run(sql('end-changes'), [ended, dayOf(now)]);
	}

	const kept = changed.filter(({before, after}) => after.state !== 'ended' && (after.state !== before.state || after.error?.at !== before.error?.at)).map(({after}) => after);
	if (kept.length > 0) {
		await client.run(sql('set-changes'), [kept.map(({id}) => id), kept.map(({state}) => state), kept.map(({error}) => error?.at ?? null)]);
	}

	// What waited because people put it back waits no longer.
	const retried = changed.filter(({before, after}) => before.state === 'pending' && before.error !== undefined && after.state !== 'pending').map(({after}) => after.id);
	if (retried.length > 0) {
		await client.run(sql('forget-retries'), [retried]);
	}

	await writeErrors(client, changed, tally);
	for (const {before, after} of changed) {
		tally.count(after, 'pending', Number(after.state === 'pending') - Number(before.state === 'pending'));
	}
}

async function writeErrors(client: PostgresClient, changed: readonly Changed[], tally: Tally): Promise<void> {
	const causes = new Map<number, CauseRow>();
	const causeIdOf = (change: ChangeNow, error: ErrorNow) => {
		const cause = causeOf(change, error);
		causes.set(cause.causeId, cause);
		return cause.causeId;
	};

	const moved = changed.filter(({before, after}) => after.error !== undefined && after.error.at !== before.error?.at);
	const rows = moved.flatMap(({after}) => after.error === undefined ? [] : [errorRow(after, after.error, causeIdOf(after, after.error))]);
	const newCauses = new Map(rows.map(({errorId, causeId}) => [errorId, causeId]));
	for (const {before, after} of changed) {
		const wasOpen = before.error?.state === 'open';
		const isOpen = after.error?.state === 'open';
		tally.count(after, 'failed', Number(isOpen) - Number(wasOpen));
		if (wasOpen && before.causeId !== undefined) {
			tally.countCause(before.causeId, -1);
		}

		const causeId = newCauses.get(after.seq) ?? before.causeId;
		if (isOpen && causeId !== undefined) {
			tally.countCause(causeId, 1);
		}
	}

	const gone = moved.flatMap(({before}) => before.error === undefined ? [] : [{at: before.error.at, id: before.seq}]);
	if (gone.length > 0) {
		await client.run(sql('forget-errors'), [gone.map(({at}) => at), gone.map(({id}) => id)]);
	}

	if (causes.size > 0) {
		await client.run(sql('add-causes'), columns(causes.values().toArray(), ['causeId', 'object', 'operation', 'direction', 'code', 'pattern']));
	}

	if (rows.length > 0) {
		await client.run(sql('add-errors'), columns(rows, errorColumns));
	}

	const closed = changed.filter(({before, after}) => after.error !== undefined && after.error.at === before.error?.at && after.error.state !== before.error.state);
	if (closed.length > 0) {
		await client.run(sql('set-errors'), [closed.map(({after}) => after.error?.at), closed.map(({after}) => after.seq), closed.map(({after}) => after.error?.state)]);
	}

	const earlier = changed.flatMap(({after: {seq, earlier: failures}}) => failures.map(failure => ({
		...failure, seq, code: storedOrNull(failure.code), message: storedOrNull(failure.message),
	})));
	if (earlier.length > 0) {
		await client.run(sql('add-failures'), columns(earlier, ['at', 'seq', 'attempt', 'code', 'message']));
	}
}

/** In the order of add-errors.sql. */
const errorColumns = [
	'at', 'errorId', 'changeId', 'causeId', 'object', 'operation', 'direction', 'recordId', 'recordName', 'code', 'message', 'url', 'firstSeenAt', 'attempts', 'state', 'search', 'payload',
] as const satisfies ReadonlyArray<keyof ReturnType<typeof errorRow>>;

type CauseRow = ReturnType<typeof causeOf>;

function causeOf({object, operation, direction}: ChangeNow, {code, message}: ErrorNow) {
	const key = {object, operation, direction, code: stored(code ?? ''), pattern: stored(maskMessage(message))};
	// 48 bits: a number of JavaScript holds them, and among some thousand causes no two meet.
	const causeId = createHash('sha256').update(JSON.stringify(Object.values(key))).digest().readUIntBE(0, 6);
	return {causeId, ...key};
}

function errorRow({seq, id, object, operation, direction, recordId, recordName, url}: ChangeNow, error: ErrorNow, causeId: number) {
	const {at, firstSeenAt, attempts, state, payload} = error;
	const code = storedOrNull(error.code);
	const message = storedOrNull(error.message);
	return {
		at, errorId: seq, changeId: id, causeId, object, operation, direction, recordId, recordName, code, message, url, firstSeenAt, attempts, state, payload,
		search: fold([recordId, recordName, code, message].map(text => text ?? '').join(fieldSeparator)),
	};
}
