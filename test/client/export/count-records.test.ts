import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {csvCounter, lineCounter, type RecordCounter} from '../../../source/client/export/count-records.ts';
import {cut, cuts} from './pieces.ts';

function count(counter: RecordCounter, text: string, at: readonly number[] = []): number {
	for (const piece of cut(text, at)) {
		counter.push(piece);
	}

	return counter.records();
}

describe('records of CSV', () => {
	const cell = fc.string({unit: fc.constantFrom('a', 'ñ', '"', ',', '\r', '\n', '😀'), maxLength: 8}).map(text => `"${text.replaceAll('"', '""')}"`);
	const row = fc.array(cell, {minLength: 1, maxLength: 3});

	test('are as many as a parser finds, whatever is in them and however they are cut', () => {
		fc.assert(fc.property(fc.array(row), fc.constantFrom('\r\n', '\n'), fc.boolean(), cuts, (rows, end, isEnded, at) => {
			const text = ['"h"', ...rows.map(cells => cells.join(','))].join(end) + (isEnded ? end : '');
			const parsed = parse(text, {relaxColumnCount: true, skipEmptyLines: true, recordDelimiter: end});
			assert.equal(count(csvCounter(), text, at), parsed.length - 1);
		}));
	});

	test('are none of nothing, and none of headings alone', () => {
		assert.deepEqual(['', 'id', 'id\r\n', 'id\r\n\r\n'].map(text => count(csvCounter(), text)), [0, 0, 0, 0]);
	});
});

describe('records of lines', () => {
	test('are the lines that are not empty, the last one with its end or without', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom('', '{}', '{"a":"ñ"}')), fc.constantFrom('\n', '\r\n'), cuts, (lines, end, at) => {
			assert.equal(count(lineCounter(), lines.join(end), at), lines.filter(line => line !== '').length);
		}));
	});
});
