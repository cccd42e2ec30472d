/** Does what a mapping does about an error, as whoever may write. */
import type {MappingAction} from '../../../../source/backends/tables/mapping.ts';
import type {TestDatabase} from '../../../helpers/postgres/databases.ts';

export async function act({sql}: TestDatabase, action: MappingAction | undefined, id: unknown): Promise<void> {
	await sql((action?.statement ?? '').replaceAll(':id', '$1'), [id]);
}
