/** Several questions about one moment. */
import type {Postgres, PostgresClient} from '../../../databases/postgres.ts';

export async function snapshot<Answer>(postgres: Postgres, ask: (client: PostgresClient) => Promise<Answer>): Promise<Answer> {
	return postgres.transaction(ask, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
}
