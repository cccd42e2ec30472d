import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createRemembered, usableEtag} from '../../source/client/remembered.ts';

const answer = (bytes = 1) => ({etag: '"a"', value: {}, bytes});

describe('what is remembered', () => {
	it('is the 64 answers used last', () => {
		const remembered = createRemembered();
		for (let index = 0; index < 64; index++) {
			remembered.set(String(index), answer());
		}

		remembered.set('0', answer());
		remembered.set('64', answer());
		assert.deepEqual(['0', '1', '2', '64'].map(question => remembered.get(question) !== undefined), [true, false, true, true]);
	});

	it('is 32 MiB at most, together', () => {
		const remembered = createRemembered();
		const mebibytes = (count: number) => answer(count * 1024 * 1024);
		remembered.set('a', mebibytes(20));
		remembered.set('a', mebibytes(12));
		remembered.set('b', mebibytes(20));
		assert.ok(remembered.get('a'));
		remembered.set('c', mebibytes(1));
		assert.deepEqual(['a', 'b', 'c'].map(question => remembered.get(question) !== undefined), [false, true, true]);
		remembered.set('b', mebibytes(33));
		assert.deepEqual(['b', 'c'].map(question => remembered.get(question) !== undefined), [false, true]);
	});

	it('is nothing of an answer that can’t be asked for again', () => {
		const remembered = createRemembered();
		remembered.set('a', answer());
		remembered.set('a', undefined);
		assert.equal(remembered.get('a'), undefined);
		assert.deepEqual(['"a"', 'W/"a"', '""', 'a', '"a', 'w/"a"', '"a"b"', '"a\u{7F}"', undefined].map(etag => usableEtag(etag)), ['"a"', 'W/"a"', '""', ...Array.from({length: 6})]);
	});
});
