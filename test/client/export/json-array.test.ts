import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {jsonArray} from '../../../source/client/export/json-array.ts';
import {cut, cuts} from './pieces.ts';

test('lines become an array of the same items, however they are cut, with empty lines and either end of line', () => {
	const lines = fc.array(fc.oneof(fc.json(), fc.constant('')));
	fc.assert(fc.property(lines, fc.constantFrom('\n', '\r\n'), cuts, (all, end, at) => {
		const array = jsonArray();
		const text = Buffer.from([...cut(all.join(end), at).map(piece => array.push(piece)), array.end()].join(''), 'latin1').toString();
		assert.deepEqual(JSON.parse(text), all.filter(line => line !== '').map(line => JSON.parse(line) as unknown));
	}));
});
