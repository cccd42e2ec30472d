/** What a publisher knows of the slots that its subscribers read. */
import type {Postgres} from '../../databases/postgres.ts';
import {readVersion} from './read-subscriptions.ts';
import {sql} from './sql.ts';

export type Slot = {
	/** How much of the log the subscriber hasn't confirmed, in words: `1200 kB`. */
	readonly lag: string | undefined;
	/** Why it can't be read any more, in PostgreSQL's words. */
	readonly loss: string | undefined;
	/** Other plugins than pgoutput aren't of a subscription. */
	readonly isReadable: boolean;
};

/** By name. */
export async function readSlots(publisher: Postgres, names: readonly string[]): Promise<Map<string, Slot>> {
	const version = await readVersion(publisher);
	const rows = await publisher.query(sql('slots', {invalidation: version >= 170_000 ? 'invalidation_reason' : 'NULL'}), [names]);
	return new Map(rows.map(({name, lag, wal_status: walStatus, invalidation, plugin}) => [String(name), {
		lag: typeof lag === 'string' ? lag : undefined,
		loss: walStatus === 'lost' ? (typeof invalidation === 'string' ? invalidation : 'lost') : undefined,
		isReadable: plugin === 'pgoutput',
	}]));
}
