import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseMapping} from '../../../source/backends/dataverse/mapping.ts';
import {isProblem, table} from './sample.ts';

describe('a mapping', () => {
	const wrong: ReadonlyArray<readonly [unknown, string | RegExp]> = [
		[undefined, 'mapping: expected a table with entitySet, columns and values, got nothing'],
		[{...table, entitySet: 'new_marketologs?$expand=x'}, 'mapping.entitySet: expected a name of letters, digits and _, got "new_marketologs?$expand=x"'],
		[{...table, columns: {...table.columns, code: 'a,b'}}, 'mapping.columns.code: expected a name of letters, digits and _, got "a,b"'],
		[{...table, columns: {...table.columns, object: {constant: ''}}}, /^mapping\.columns\.object/v],
		[{...table, columns: {...table.columns, state: {constant: 'waiting'}}}, 'mapping.columns.state.constant: expected one of pending, synced, failed'],
		[{...table, columns: {...table.columns, direction: {constant: 'in'}}}, 'mapping.columns.direction.constant: expected one of inbound, outbound'],
		[{...table, values: {}}, /^mapping\.values\.state: expected what the values of new_status mean/v],
		[{...table, values: {state: {0: 'waiting'}}}, 'mapping.values.state.0: expected "pending", "synced", "failed", got "waiting"'],
		[{...table, values: {...table.values, direction: {0: 'in'}}}, 'mapping.values.direction.0: expected "inbound" or "outbound", got "in"'],
		[{...table, colums: {}}, 'mapping.colums: expected one of entitySet, columns, values, filter, objects, got "colums"'],
		[{...table, columns: {object: 'new_entity', state: 'new_status'}}, 'mapping.columns.changedAt: expected a value, got nothing'],
	];
	for (const [value, words] of wrong) {
		it(`is refused: ${String(words)}`, () => {
			assert.throws(() => parseMapping(value), isProblem('invalid-request', words));
		});
	}

	it('may say one word for every row in place of a column', () => {
		const {columns} = parseMapping({...table, columns: {...table.columns, object: {constant: 'lead'}, state: {constant: 'pending'}}, values: {}});
		assert.deepEqual([columns.object, columns.state], [{constant: 'lead'}, {constant: 'pending'}]);
	});
});
