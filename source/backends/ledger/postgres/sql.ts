import {sqlFiles} from '../../../databases/sql-files.ts';

/** The SQL of `sql-postgres/NAME.sql`. */
export const sql = sqlFiles(new URL('sql-postgres/', import.meta.url));
