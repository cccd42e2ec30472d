/** Whatever happens to errors, in whatever order: all that is kept of them for different questions stays in step. */
import {test} from 'node:test';
import * as fc from 'fast-check';
import {wrapDatabase} from '../../../source/backends/ledger/database.ts';
import {ignoreErrors} from '../../../source/backends/ledger/ignore-errors.ts';
import {createIngest} from '../../../source/backends/ledger/ingest.ts';
import {openDatabase} from '../../../source/backends/ledger/open-database.ts';
import {prune} from '../../../source/backends/ledger/prune.ts';
import {retryErrors} from '../../../source/backends/ledger/retry-errors.ts';
import {change, failed, now} from '../../helpers/sync-samples.ts';
import {assertInStep} from './assert-in-step.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
/** Few moments, so that errors meet in one ms. */
const at = fc.integer({min: 0, max: 5}).map(step => new Date(now + step).toISOString());
const resultArbitrary = fc.record({
	id, at, outcome: fc.constantFrom('failed' as const, 'failed' as const, 'failed' as const, 'synced' as const, 'skipped' as const),
	code: fc.constantFrom('1007', '1003', '', null), message: fc.constantFrom('Record 12 is locked', 'Record 13 is locked', 'Gone', null),
}).map(parts => failed(parts.id, parts));
const changeArbitrary = fc.record({id, object: fc.constantFrom('lead', 'contact')}).map(parts => change(parts.id, parts));
const stepArbitrary = fc.oneof(
	fc.record({changes: fc.array(changeArbitrary, {minLength: 1, maxLength: 6})}),
	{weight: 3, arbitrary: fc.record({results: fc.array(resultArbitrary, {minLength: 1, maxLength: 8})})},
	fc.record({retried: fc.array(fc.integer({min: 1, max: 6}), {minLength: 1, maxLength: 3})}),
	fc.record({ignored: fc.array(fc.integer({min: 1, max: 6}), {minLength: 1, maxLength: 3})}),
	fc.record({before: fc.integer({min: 0, max: 3})}),
);

test('errors, the list of the open ones, their words, causes and counters agree after anything', async () => {
	await fc.assert(fc.asyncProperty(fc.array(stepArbitrary, {maxLength: 20}), async steps => {
		const connection = openDatabase(':memory:', now);
		const database = wrapDatabase(connection);
		const ingest = createIngest(database, () => now);
		const idsOf = (numbers: readonly number[]) => ({ids: numbers.map(number => `e-${number}`)});
		for (const step of steps) {
			/* eslint-disable no-await-in-loop -- one after the other */
			if ('changes' in step) {
				await ingest.changes(step.changes);
			} else if ('results' in step) {
				await ingest.results(step.results);
			} else if ('retried' in step) {
				await retryErrors(database, idsOf(step.retried));
			} else if ('ignored' in step) {
				await ignoreErrors(database, idsOf(step.ignored), now);
			} else {
				prune(database, now + step.before, 3);
			}
			/* eslint-enable no-await-in-loop */

			assertInStep(connection);
		}

		database.close();
	}), {numRuns: 150});
});
