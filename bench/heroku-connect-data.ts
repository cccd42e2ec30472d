/** A trigger log and its archive as of a busy Heroku Connect: the newest changes wait, the rest was dealt with over some weeks. */

/** In the log; what is more is in the archive. */
const live = 60_000;

/** One change in six of the log is dealt with already; of the archive, one in 200 failed. */
export function fillSql(rows: number): string {
	const action = '(ARRAY[\'INSERT\', \'UPDATE\', \'UPDATE\', \'UPDATE\', \'DELETE\'])[1 + n % 5]';
	const table = '(ARRAY[\'account\', \'contact\', \'lead\', \'opportunity\', \'case\', \'order__c\', \'asset\', \'task\'])[1 + n % 8]';
	return `
		INSERT INTO salesforce._trigger_log (id, txid, created_at, updated_at, processed_at, state, action, table_name, record_id, sfid, "values")
		SELECT
			n, n, now() - n * interval '60 ms', now(), CASE WHEN n % 6 = 0 THEN now() - n * interval '1 ms' END,
			CASE WHEN n % 6 = 0 THEN 'SUCCESS' WHEN n % 601 = 1 THEN 'PENDING' ELSE 'NEW' END,
			${action}, ${table}, n % 300000, lpad(n::text, 18, '0'), '"name"=>"Ana Pérez", "email"=>"ana@example.com"'
		FROM generate_series(1, ${live}) AS n;
		INSERT INTO salesforce._trigger_log_archive (id, txid, created_at, updated_at, processed_at, state, action, table_name, record_id, sfid, "values", sf_message)
		SELECT
			${live} + n, n, now() - n * interval '1.3 s', now(), now() - n * interval '1.3 s' + interval '30 s',
			CASE WHEN n % 200 = 0 THEN 'FAILED' WHEN n % 10 = 0 THEN 'MERGED' ELSE 'SUCCESS' END,
			${action}, ${table}, n % 300000, lpad(n::text, 18, '0'), '"name"=>"Ana Pérez", "email"=>"ana@example.com"',
			CASE WHEN n % 200 = 0 THEN 'duplicate value found: Email__c duplicates value on record with id: a00' || n END
		FROM generate_series(1, ${Math.max(0, rows - live)}) AS n;
	`;
}
