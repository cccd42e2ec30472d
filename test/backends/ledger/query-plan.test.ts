/** What must stay fast however long the backlog is goes by indexes: SQLite says so itself. */
import assert from 'node:assert/strict';
import {
	after, before, describe, test,
} from 'node:test';
import type {DatabaseSync} from 'node:sqlite';
import {createIngest} from '../../../source/backends/ledger/ingest.ts';
import {openDatabase} from '../../../source/backends/ledger/open-database.ts';
import {sortColumns} from '../../../source/backends/ledger/error-sort.ts';
import {resolveFilter} from '../../../source/backends/ledger/error-match.ts';
import {matchingOf} from '../../../source/backends/ledger/matching.ts';
import {wrapDatabase} from '../../../source/backends/ledger/database.ts';
import {sql} from '../../../source/backends/ledger/sql.ts';
import {
	change, failed, filter, now,
} from '../../helpers/sync-samples.ts';

let connection: DatabaseSync;
before(async () => {
	connection = openDatabase(':memory:', now);
	const ingest = createIngest(wrapDatabase(connection), () => now);
	await ingest.changes([change('1')]);
	await ingest.results([failed('1')]);
});
after(() => {
	connection.close();
});

/** One line per step of the plan. */
const planOf = (text: string) => connection.prepare(`EXPLAIN QUERY PLAN ${text}`).all().map(({detail}) => String(detail));

const indexed = Object.entries(sortColumns).flatMap(([name, column]) => column.by === 'index' ? [{...column, name}] : []);

describe('the plan', () => {
	test('of the status seeks the oldest record of each counter, and scans no changes', () => {
		const plan = planOf(sql('status'));
		assert.ok(plan.some(step => step.startsWith('SEARCH change USING COVERING INDEX pending_by_age')), plan.join('\n'));
		assert.deepEqual(plan.filter(step => /^SCAN (?:change|oldest|error|bucket)/v.test(step)), []);
	});

	test('of the queue goes along its index, without sorting', () => {
		const plan = planOf(sql('pending-page'));
		assert.equal(plan.length, 1);
		assert.match(plan[0] ?? '', /^SEARCH change USING INDEX pending_by_age \(counter_id=\? AND changed_at>\?\)$/v);
	});

	test('of throughput seeks the span of time', () => {
		const plan = planOf(sql('throughput'));
		assert.ok(plan.includes('SEARCH bucket USING PRIMARY KEY (start>? AND start<?)'), plan.join('\n'));
	});

	test('of the first known moment seeks the first quarter hour', () => {
		assert.deepEqual(planOf(sql('known-since')).filter(step => step.startsWith('SCAN bucket')), []);
	});

	for (const name of [
		'end-pending',
		'find-change',
		'end-failed',
		'close-error',
		'count',
		'keep-failure',
		'fail-again',
		'error',
		'earlier-failures',
		'known-error',
		'failed-change',
		'last-position',
		'unlist-error',
		'find-cause',
		'count-cause',
		'find-value',
	]) {
		test(`of ${name} touches no row in vain`, () => {
			assert.deepEqual(planOf(sql(name)).filter(step => step.startsWith('SCAN') && step !== 'SCAN CONSTANT ROW'), []);
		});
	}

	test('of the errors of a filter walks the index of words, and looks up by position alone', () => {
		const match = resolveFilter(wrapDatabase(connection), filter({q: ['match', 'x'], object: ['!contact'], code: Array.from({length: 70}, (_, index) => `!${index}`)}));
		assert.ok(match);
		const {table, text} = matchingOf(match, true);
		const plan = planOf(sql('places', {table, matching: text, order: 'DESC'}));
		assert.match(plan[0] ?? '', /^SCAN error_search VIRTUAL TABLE INDEX/v);
		assert.deepEqual(plan.filter(step => step.includes('TEMP B-TREE FOR ORDER BY')), []);
		assert.ok(plan.includes('SEARCH error USING INTEGER PRIMARY KEY (rowid=?)'), plan.join('\n'));
	});

	test('of the newest errors walks the list of the open ones, without sorting', () => {
		const match = resolveFilter(wrapDatabase(connection), filter());
		assert.ok(match);
		const {table, text} = matchingOf(match);
		assert.deepEqual(planOf(sql('places', {table, matching: text, order: 'DESC'})), ['SEARCH open_error USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)']);
	});

	for (const {name, key, index} of indexed) {
		const parts = {key, index, passes: 'TRUE', order: 'ASC'};

		test(`of errors sorted by ${name} goes on in the middle of its index, without sorting`, () => {
			assert.match(planOf(sql('sorted-ties', {...parts, beyond: '>'})).join('\n'), /^SEARCH error USING (?:COVERING )?INDEX \w+ \([^\)]+=\? AND rowid>\?\)$/v);
			assert.match(planOf(sql('sorted-beyond', {...parts, beyond: `${key} > :key`})).join('\n'), /^SEARCH error USING (?:COVERING )?INDEX \w+ \([^\)]+>\?\)$/v);
		});
	}
});
