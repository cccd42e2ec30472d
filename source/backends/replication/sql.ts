import {sqlFiles} from '../../databases/sql-files.ts';

/** The SQL of `sql-replication/NAME.sql`. */
export const sql = sqlFiles(new URL('sql-replication/', import.meta.url));
