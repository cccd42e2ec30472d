import assert from 'node:assert/strict';
import type {DatabaseSync} from 'node:sqlite';

/** Questions whose answer has no rows where all agree. */
const disagreements = {
	'open errors that are not listed, or listed without being open': `
		SELECT position FROM (SELECT position FROM error WHERE state = 'open' EXCEPT SELECT position FROM open_error)
		UNION ALL SELECT position FROM (SELECT position FROM open_error EXCEPT SELECT position FROM error WHERE state = 'open')`,
	'open errors without words, or words without an open error': `
		SELECT position FROM (SELECT position FROM open_error EXCEPT SELECT rowid FROM error_search)
		UNION ALL SELECT position FROM (SELECT rowid AS position FROM error_search EXCEPT SELECT position FROM open_error)`,
	'causes that count wrong': `
		SELECT cause_id, open, (SELECT count(*) FROM open_error WHERE open_error.cause_id = cause.cause_id) AS counted FROM cause WHERE open <> counted`,
	'causes that are not their errors\'': `
		SELECT position FROM open_error JOIN error USING (position) JOIN cause USING (cause_id)
		WHERE (error.object, error.operation, error.direction, coalesce(error.code, '')) IS NOT (cause.object, cause.operation, cause.direction, cause.code)`,
	'counters that count wrong': `
		SELECT counter_id, failed, (
			SELECT count(*) FROM error JOIN change ON change_id = error_id WHERE change.counter_id = counter.counter_id AND error.state = 'open'
		) AS counted FROM counter WHERE failed <> counted`,
	'positions that are not of their time': `
		SELECT position, occurred_at FROM error WHERE position < occurred_at * 1024 OR position >= (occurred_at + 1000) * 1024`,
};

/** Everything that says the same of the errors says it: the table, the list of the open ones, the index of words, causes and counters. */
export function assertInStep(connection: DatabaseSync): void {
	for (const [what, question] of Object.entries(disagreements)) {
		assert.deepEqual(connection.prepare(question).all(), [], what);
	}
}
