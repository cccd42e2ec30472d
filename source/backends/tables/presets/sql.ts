/** The SQL of the presets. */
import {sqlFiles} from '../../../databases/sql-files.ts';

export const presetSql = sqlFiles(new URL('sql-presets/', import.meta.url));
