import type {Accepted, Description} from '../../../contract/ingest.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {keptOf, type Kept} from '../describe.ts';
import {checkLength, maxNameLength} from './check-length.ts';
import {sql} from './sql.ts';
import {stored, storedOrNull} from './stored-text.ts';

/** What is left out stays as it was; a list of objects replaces the order, and forgets no object. */
export async function describe(client: PostgresClient, {name, source, target, sync, objects}: Description): Promise<Accepted> {
	for (const [place, {object}] of (objects ?? []).entries()) {
		checkLength(`the name of object ${place + 1}`, object, maxNameLength);
	}

	for (const [setting, value] of Object.entries({name, source, target, sync})) {
		if (value !== undefined) {
			// eslint-disable-next-line no-await-in-loop -- four statements at most, of one connection
			await client.run(sql('set-setting'), [setting, stored(JSON.stringify(value))]);
		}
	}

	if (objects !== undefined) {
		await client.run('UPDATE object SET position = NULL WHERE position IS NOT NULL');
		// Of an object that is named twice, the last one stands.
		const named = new Map(objects.map(each => [stored(each.object), each]));
		await client.run(sql('list-objects'), [
			named.keys().toArray(),
			named.values().map(({label}) => storedOrNull(label)).toArray(),
			named.values().filter(({label}) => label !== undefined).map(({object}) => stored(object)).toArray(),
		]);
	}

	return {accepted: 1};
}

export async function described(client: Pick<PostgresClient, 'query'>): Promise<Kept> {
	return keptOf(await client.query('SELECT name, value FROM setting WHERE name IN (\'name\', \'source\', \'target\', \'sync\')'));
}
