import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {causeFilterText, withFacet} from '../../../source/dashboard/store/filter-text.ts';

describe('a group that opens as a filter', () => {
	const cause = {
		object: 'lead', operation: 'insert', direction: 'inbound' as const, code: '1007', pattern: 'Record … is locked', count: 3,
	};

	it('says what the group says of the fields, and keeps the rest of what was asked', () => {
		assert.equal(
			causeFilterText(cause, 'object:lead object:contact level:job !dir:outbound since:2h dup'),
			'level:job !dir:outbound since:2h dup object:lead op:insert dir:inbound code:1007 "is locked" Record',
		);
	});

	it('keeps what was asked of a field of which the group says nothing', () => {
		const {object: _, ...others} = cause;
		assert.match(causeFilterText(others, 'object:lead'), /^object:lead op:insert/v);
	});
});

describe('a facet that is picked', () => {
	it('is added once, and taken away again', () => {
		const added = withFacet('dup', {field: 'code', value: 'a b'});
		assert.equal(added, 'dup code:"a b"');
		assert.equal(withFacet(added, {field: 'code', value: 'a b'}), 'dup');
	});
});
