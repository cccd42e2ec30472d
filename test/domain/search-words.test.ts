import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {matchesWords, searchWords} from '../../source/domain/search-words.ts';

describe('what is typed after /', () => {
	it('is words', () => {
		assert.deepEqual(searchWords('  ana   pérez '), ['ana', 'pérez']);
	});

	it('keeps quoted words together, also while the quote is still open', () => {
		assert.deepEqual(searchWords('"ana pérez" !"too long"'), ['ana pérez', '!too long']);
		assert.deepEqual(searchWords('"ana p'), ['ana p']);
	});

	it('says nothing yet with a ! or a quote alone', () => {
		assert.deepEqual(searchWords('! " ""'), []);
	});

	it('matches where all words are found in any of the texts, ignoring case, and no negated one', () => {
		assert.ok(matchesWords(['lead', 'CUS'], ['Lead', 'customer']));
		assert.ok(!matchesWords(['lead', '!cus'], ['Lead', 'customer']));
		assert.ok(matchesWords([], ['anything']));
	});
});
