import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {csvHeader, csvLine, jsonLine} from '../../source/contract/error-lines.ts';
import type {SyncError} from '../../source/contract/errors.ts';

/** Texts with all that CSV, spreadsheets and UTF-8 take for something else. */
const text = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({unit: fc.constantFrom('"', ',', '\r', '\n', '\t', '\0', '\'', ' ', 'ñ', '=', '+', '-', '@', '\u{D800}')}),
);
const optional = fc.option(text);
const time = fc.date({min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true}).map(date => date.toISOString());
const anyError: fc.Arbitrary<SyncError> = fc.record({
	id: fc.string({minLength: 1}), level: fc.constantFrom('record', 'job', null), object: optional, recordId: optional, recordName: optional, operation: optional,
	direction: fc.constantFrom('inbound', 'outbound', null), code: optional, message: optional, occurredAt: time, firstSeenAt: fc.option(time),
	attempts: fc.option(fc.nat()), state: fc.constantFrom('open', 'retrying', null), url: optional,
}, {noNullPrototype: true});

const rowsOf = (errors: readonly SyncError[], isRaw: boolean): Array<Record<string, string>> => parse(
	Buffer.from(csvHeader + errors.map(error => csvLine(error, isRaw)).join('')), {columns: true, recordDelimiter: '\r\n'},
);
const cellsOf = (error: SyncError): Record<string, string> => Object.fromEntries(Object.entries(error).map(([name, value]) => [name, String(value ?? '').toWellFormed()]));

describe('a line of CSV', () => {
	test('read by another parser is the error again, whatever is in it', () => {
		fc.assert(fc.property(fc.array(anyError), errors => {
			assert.deepEqual(rowsOf(errors, true).map(row => ({...row})), errors.map(error => cellsOf(error)));
		}));
	});

	test('has no cell that a spreadsheet could take for a formula, and is the same but for the \' before it', () => {
		fc.assert(fc.property(anyError, error => {
			const [row = {}] = rowsOf([error], false);
			for (const [name, cell] of Object.entries(row)) {
				const before = cellsOf(error)[name] ?? '';
				assert.equal(cell, /^[\t\r+\-=@]/v.test(before) ? `'${before}` : before);
			}
		}));
	});

	test('tells what is missing from what is empty', () => {
		const error = {id: 'e-1', object: '', occurredAt: '2026-11-22T12:59:40Z'};
		assert.equal(csvLine(error, false), '"e-1",,"",,,,,,,2026-11-22T12:59:40Z,,,,\r\n');
	});
});

test('a line of JSON is the error, on one line', () => {
	fc.assert(fc.property(anyError, error => {
		const line = jsonLine(error);
		assert.deepEqual(JSON.parse(line), error);
		assert.equal(line.indexOf('\n'), line.length - 1);
	}));
});
