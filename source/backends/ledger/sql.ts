import {sqlFiles} from '../../databases/sql-files.ts';

/** The SQL of `sql/NAME.sql`. */
export const sql = sqlFiles(new URL('sql/', import.meta.url));
