/** What must stay fast however long the backlog is goes by indexes: SQLite says so itself. */
import assert from 'node:assert/strict';
import {
	after, before, describe, test,
} from 'node:test';
import type {DatabaseSync} from 'node:sqlite';
import {openDatabase} from '../../../source/backends/ledger/open-database.ts';
import {errorCondition} from '../../../source/backends/ledger/error-filter.ts';
import {sql} from '../../../source/backends/ledger/sql.ts';
import {filter, now} from '../../helpers/sync-samples.ts';

let connection: DatabaseSync;
before(() => {
	connection = openDatabase(':memory:', now);
});
after(() => {
	connection.close();
});

/** One line per step of the plan. */
const planOf = (text: string) => connection.prepare(`EXPLAIN QUERY PLAN ${text}`).all().map(({detail}) => String(detail));

const errorsPage = (condition: string, column = 'occurred_at') => planOf(sql('errors-page', {
	filter: condition, after: `(${column}, error_id) < (?, ?)`, column, order: 'DESC',
}));

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

	for (const name of ['end-pending', 'find-change', 'end-failed', 'close-error', 'count', 'keep-failure', 'fail-again', 'error', 'earlier-failures']) {
		test(`of ${name} touches no row in vain`, () => {
			assert.deepEqual(planOf(sql(name)).filter(step => step.startsWith('SCAN') && step !== 'SCAN CONSTANT ROW'), []);
		});
	}

	test('of the latest errors goes along their index, without sorting', () => {
		assert.deepEqual(errorsPage('TRUE'), ['SEARCH error USING INDEX open_errors_by_time (occurred_at<?)']);
	});

	test('of the latest errors of an object, or with a code, does too', () => {
		const {text: ofObject} = errorCondition(filter({object: ['lead']}));
		assert.deepEqual(errorsPage(ofObject), ['SEARCH error USING INDEX open_errors_by_object (object=? AND occurred_at<?)']);
		const {text: withCode} = errorCondition(filter({code: ['1007']}));
		assert.deepEqual(errorsPage(withCode), ['SEARCH error USING INDEX open_errors_by_code (code=? AND occurred_at<?)']);
	});
});
