import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';
import type {Connection} from './connection.ts';
import {readCsdl} from './csdl.ts';
import {listEntities, readEntity} from './entity-definitions.ts';
import {textLiteral} from './literals.ts';
import {ODataRefusal} from './refusal.ts';
import type {Table} from './table.ts';

/** The table of an entity set. Throws a ProblemError `invalid-request` where there is none, and as `Connection.get`. */
export async function findTable(connection: Connection, entitySet: string): Promise<Table> {
	const table = await readMetadata(
		async () => {
			const [entity] = await listEntities(connection, `EntitySetName eq ${textLiteral(entitySet)}`);
			return entity === undefined ? undefined : readEntity(connection, entity);
		},
		async () => {
			const tables = await readPlainTables(connection);
			return tables.find(known => known.entitySet === entitySet);
		},
	);
	if (table === undefined) {
		throw new ProblemError('invalid-request', `mapping.entitySet: ${connection.url.host} has no entity set "${entitySet}" that this user may read; sync-tui info --discover lists candidates`);
	}

	return table;
}

/** By Dataverse's own metadata, or, where a service has none, by what every OData service has. Throws a ProblemError. */
export async function readMetadata<Answer>(own: () => Promise<Answer>, plain: () => Promise<Answer>): Promise<Answer> {
	try {
		return await own();
	} catch (error) {
		if (error instanceof ODataRefusal && (error.status === 404 || error.status === 501)) {
			return plain();
		}

		throw error instanceof v.ValiError ? new ProblemError('unavailable', 'the metadata of Dataverse is not as it is documented', {cause: error}) : error;
	}
}

export async function readPlainTables(connection: Connection): Promise<Table[]> {
	return readCsdl(await connection.getText('$metadata', 'application/xml'));
}
