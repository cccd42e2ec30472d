import {sqlFiles} from '../../databases/sql-files.ts';

/** The SQL that is the same for all mappings. */
export const tablesSql = sqlFiles(new URL('sql-tables/', import.meta.url));
