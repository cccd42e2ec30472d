import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {causeFilter, type CauseKey} from '../../../source/domain/cause/cause-filter.ts';
import {maskMessage} from '../../../source/domain/cause/mask-message.ts';
import {printFilter} from '../../../source/domain/filter/print-filter.ts';
import {meaning, termsOf} from '../../helpers/parse-filter.ts';

const key: CauseKey = {
	object: 'lead', operation: 'insert', direction: 'inbound', code: '1007', pattern: '',
};
const opened = (other: Partial<CauseKey>) => printFilter(causeFilter({...key, ...other}));

describe('a group opens as a filter', () => {
	it('of its fields and of what its messages have in common', () => {
		assert.equal(opened({pattern: 'Record … of the object is locked by …'}), 'object:lead op:insert dir:inbound code:1007 "of the object is locked by" Record');
	});

	it('that asks for errors without a code, and leaves out what else is missing', () => {
		assert.equal(opened({object: null, operation: undefined, direction: null, code: null}), 'code:""');
	});

	it('that finds values which begin with !', () => {
		assert.equal(opened({code: '!7'}), 'object:lead op:insert dir:inbound code:*7');
		assert.ok(causeFilter({...key, code: '!7'}).some(term => term.kind === 'field' && term.value === '*7'));
	});

	it('that can be typed, whatever the group is called and its messages say', () => {
		const name = fc.string({unit: 'binary', maxLength: 10});
		fc.assert(fc.property(name, name, fc.string({unit: 'binary', maxLength: 40}), (object, code, message) => {
			const terms = causeFilter({...key, object, code, pattern: maskMessage(message)});
			assert.deepEqual(meaning(termsOf(printFilter(terms))), meaning(terms));
		}), {numRuns: 500});
	});
});
