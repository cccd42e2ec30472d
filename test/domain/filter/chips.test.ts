import assert from 'node:assert/strict';
import {it} from 'node:test';
import {chipsOf} from '../../../source/domain/filter/chips.ts';
import {termsOf} from '../../helpers/parse-filter.ts';

it('a chip is what one would type', () => {
	assert.deepEqual(chipsOf(termsOf('dup !"a b" !operation:insert since:2h')), [
		{label: 'dup', isNegated: false, kind: 'word'},
		{label: '!"a b"', isNegated: true, kind: 'word'},
		{label: '!op:insert', isNegated: true, kind: 'field'},
		{label: 'since:2h', isNegated: false, kind: 'time'},
	]);
});
