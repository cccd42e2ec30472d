import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {otherIds} from '../../../../source/dashboard/screens/error/other-ids.ts';

const idsOf = (payload: unknown, ...known: readonly string[]) => otherIds(payload, known).map(({name, id}) => `${name} ${id}`);

describe('the ids in a payload', () => {
	it('are found by their names, at any level, those of the outer levels first', () => {
		assert.deepEqual(idsOf({request: {contactid: '7f3a', name: 'Ana'}, marketoId: 12, list: [{lead_id: 'L'}]}), ['marketoId 12', 'contactid 7f3a', 'lead_id L']);
	});

	it('are not words that merely end so, and nothing that is no id', () => {
		assert.deepEqual(idsOf({paid: 'yes', valid: 'no', grid: 1, Android: 'x', ownerId: null, listId: ['a'], userId: '', textId: 'x'.repeat(101)}), []);
	});

	it('are shown once, and not where the error has them anyway', () => {
		assert.deepEqual(idsOf({leadId: 'L-1', id: 'L-1', requestId: 'e-1', other_id: 'O'}, 'e-1'), ['leadId L-1', 'other_id O']);
	});

	it('are a few: a long payload is not searched to its end', () => {
		assert.equal(otherIds(Object.fromEntries(Array.from({length: 50}, (_, index) => [`a${index}Id`, index])), []).length, 6);
		assert.deepEqual(otherIds([...Array.from({length: 600}, () => 0), {leadId: 'late'}], []), []);
	});
});
