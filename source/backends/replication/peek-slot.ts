/** What waits in a replication slot, without taking part in it: a copy of the slot is looked at, and goes with the connection that made it. */
import {randomBytes} from 'node:crypto';
import {openPostgres, type PostgresOptions} from '../../databases/postgres.ts';
import {decodeChanges, type DecodedChange} from './decode-changes.ts';
import {sql} from './sql.ts';

export type PeekOptions = {
	readonly slot: string;
	readonly publications: readonly string[];
	/** `none`: only what was written on the publisher itself. */
	readonly origin: string | undefined;
	/** Messages of the log: one for a change, and two or three for its transaction. */
	readonly limit: number;
};

export type Peeked = {
	/** The oldest commit first. */
	readonly changes: readonly DecodedChange[];
	/** There may be more. */
	readonly isCapped: boolean;
};

/**
The slot itself isn't touched: neither its place in the log nor its owner. Throws what the database says: it may have no slot to spare, have lost the slot's
log, or not let this user replicate.
*/
export async function peekSlot(publisher: PostgresOptions, {slot, publications, origin, limit}: PeekOptions): Promise<Peeked> {
	// A connection of its own, which ends in every case: the copy is temporary, and can't be forgotten.
	const connection = openPostgres({...publisher, max: 1});
	try {
		return await connection.connected(async client => {
			const copy = `sync_tui_${randomBytes(8).toString('hex')}`;
			await client.query('SELECT pg_copy_logical_replication_slot($1, $2, true)', [slot, copy]);
			const options = ['proto_version', '1', 'publication_names', publications.map(name => `"${name.replaceAll('"', '""')}"`).join(','), ...(origin === undefined ? [] : ['origin', origin])];
			const rows = await client.query(sql('peek'), [copy, limit, options]);
			return {changes: decodeChanges(rows.flatMap(({data}) => data instanceof Uint8Array ? [data] : [])), isCapped: rows.length >= limit};
		});
	} finally {
		await connection.close();
	}
}
