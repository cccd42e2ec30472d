/** Asks what takes for ever, and tells its parent the process that is asked. It is killed meanwhile. */
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {openSqlite} from '../../../source/databases/sqlite.ts';

const sqlite = openSqlite({file: process.argv[2] ?? '', statementTimeout: 60_000});
await sqlite.query('SELECT 1');
void sqlite.query('WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c');
// The question is under way a moment later.
await pause(100);
process.send?.(Number(readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').at(-1)));
