import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {bareText, checkSelect, withMarks} from '../../../source/backends/tables/check-statement.ts';
import type {Dialect} from '../../../source/backends/tables/mapping.ts';

const saying = (statement: string, dialect: Dialect): string => {
	try {
		checkSelect(statement, dialect, 'the query');
		return 'fine';
	} catch (error) {
		return error instanceof Error ? error.message : '';
	}
};

describe('the SQL of a mapping', () => {
	const fine: ReadonlyArray<readonly [Dialect, string]> = [
		['postgres', 'SELECT 1'],
		['postgres', '\n\t-- what; waits\n/* all; of it */ SELECT \'a;b\'\'c\' AS "x;y", $tag$ ; $1 $tag$, $$;$$, payload ? \'key\' FROM t'],
		['postgres', 'WITH a AS (SELECT 1) SELECT * FROM a'],
		['mysql', 'select \'a\\\';b\', "c;", `d;` # end;\nfrom t -- end;'],
		['sqlite', 'SELECT "a;" , [b;], `c;`, \';\' FROM t'],
		['sqlite', '(SELECT 1)'],
	];
	for (const [dialect, statement] of fine) {
		test(`may be ${JSON.stringify(statement)} on ${dialect}`, () => {
			assert.equal(saying(statement, dialect), 'fine');
		});
	}

	const refused: ReadonlyArray<readonly [Dialect, string, string]> = [
		['postgres', 'SELECT 1;', 'has a semicolon in it: give one SELECT, without one at its end'],
		['postgres', 'SELECT 1; DROP TABLE t', 'has a semicolon in it: give one SELECT, without one at its end'],
		['postgres', String.raw`SELECT '\'; DROP TABLE t; --'`, 'has a semicolon in it: give one SELECT, without one at its end'],
		['mysql', 'SELECT 1 /*! ; */', 'has a comment that is run (/*! … */, /*M! … */): write it without'],
		['mysql', 'SELECT 1 /*M! ; */', 'has a comment that is run (/*! … */, /*M! … */): write it without'],
		['sqlite', 'DELETE FROM t', 'is no SELECT'],
		['sqlite', '', 'is no SELECT'],
		['sqlite', 'SELECTED', 'is no SELECT'],
		['postgres', 'SELECT $1', 'has a placeholder in it: nothing is put in its place'],
		['mysql', 'SELECT ?', 'has a placeholder in it: nothing is put in its place'],
		['postgres', 'SELECT 1) AS m, (SELECT 2', 'has brackets or quotes that are not closed'],
		['postgres', 'SELECT (1', 'has brackets or quotes that are not closed'],
		['postgres', 'SELECT \'1', 'has brackets or quotes that are not closed'],
		['postgres', 'SELECT 1 /* ', 'has brackets or quotes that are not closed'],
		['postgres', 'SELECT \'\0\'', 'has a NUL character in it'],
		['postgres', `SELECT ${' '.repeat(100_000)}1`, 'is too long: give at most 100000 characters'],
	];
	for (const [dialect, statement, problem] of refused) {
		test(`may not be ${JSON.stringify(statement).slice(0, 50)} on ${dialect}`, () => {
			assert.equal(saying(statement, dialect), `the query ${problem}`);
		});
	}

	test('keeps its length without what is quoted', () => {
		assert.equal(bareText('a \'b\' "c" -- d', 'postgres'), 'a             ');
	});

	test('has its ids marked where they are its own words', () => {
		assert.deepEqual(withMarks('UPDATE t SET a = \':id\', b = c::id WHERE id = :id OR d = :id -- :id', 'postgres', '$1'), {
			text: 'UPDATE t SET a = \':id\', b = c::id WHERE id = $1 OR d = $1 -- :id', count: 2,
		});
	});
});
