import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {csvHeader, csvLine, jsonLine} from '../../../source/contract/error-lines.ts';
import type {ErrorsExport} from '../../../source/backends/backend.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {change, errorsQuery, failed, filter} from '../../helpers/sync-samples.ts';

const everything = {...filter(), sort: {column: 'occurredAt', descending: true}, format: 'csv', raw: 'false'} as const;

async function bytesOf({pieces}: ErrorsExport): Promise<string> {
	const all: Buffer[] = [];
	for await (const piece of pieces) {
		all.push(Buffer.from(piece));
	}

	return Buffer.concat(all).toString();
}

/** Texts with all that CSV, JSON, spreadsheets, SQLite and UTF-8 take for something else. */
const text = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({unit: fc.constantFrom('"', ',', '\r', '\n', '\t', '\0', '\'', '\\', '\u{7F}', '\u{1F}', '\u{2028}', 'ñ', '=', '+', '-', '@', '\u{D800}')}),
);
const full = fc.oneof(fc.constant('lead'), text.filter(value => value !== ''));
const time = fc.date({min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true}).map(date => date.toISOString());
const anyError = fc.record({
	recordId: full, recordName: fc.option(text), object: full, operation: full, direction: fc.constantFrom('inbound' as const, 'outbound' as const), url: fc.option(text),
	at: time, code: fc.option(text), message: fc.option(text),
}, {noNullPrototype: true});

describe('a line of an export', () => {
	test('is the same, byte for byte, as of an error that was read from the list, whatever is in it', async () => {
		await fc.assert(fc.asyncProperty(fc.array(anyError, {minLength: 1, maxLength: 20}), async errors => {
			const ledger = openLedger({file: ':memory:'});
			try {
				await ledger.ingest.changes(errors.map(({at, code, message, ...record}, index) => change(String(index), record)));
				await ledger.ingest.results(errors.map(({at, code, message}, index) => failed(String(index), {at, code, message})));
				const {items} = await ledger.errors(errorsQuery({limit: 1000}));
				assert.equal(items.length, errors.length);
				assert.equal(await bytesOf(await ledger.exportErrors(everything)), csvHeader + items.map(item => csvLine(item, false)).join(''));
				assert.equal(await bytesOf(await ledger.exportErrors({...everything, raw: 'true'})), csvHeader + items.map(item => csvLine(item, true)).join(''));
				assert.equal(await bytesOf(await ledger.exportErrors({...everything, format: 'ndjson'})), items.map(item => jsonLine(item)).join(''));
			} finally {
				await ledger.close();
			}
		}), {numRuns: 60});
	});
});

describe('an export', () => {
	test('whose ledger is closed fails, and can be left', async () => {
		const ledger = openLedger({file: ':memory:'});
		await ledger.ingest.changes([change('1')]);
		await ledger.ingest.results([failed('1')]);
		const {pieces} = await ledger.exportErrors(everything);
		const {pieces: others} = await ledger.exportErrors(everything);
		const [failing, left] = [pieces[Symbol.asyncIterator](), others[Symbol.asyncIterator]()];
		await failing.next();
		await left.next();
		await ledger.close();
		await assert.rejects(failing.next(), {message: /not open/v});
		await left.return?.();
	});

	test('lets others have their turn, and takes what is there in pieces', async () => {
		const ledger = openLedger({file: ':memory:'});
		const ids = Array.from({length: 2500}, (_, number) => String(number));
		await ledger.ingest.changes(ids.map(id => change(id)));
		await ledger.ingest.results(ids.map(id => failed(id)));
		const {pieces, total} = await ledger.exportErrors(everything);
		const sizes: number[] = [];
		for await (const piece of pieces) {
			sizes.push(Buffer.from(piece).toString().split('\r\n').length - 1);
		}

		assert.deepEqual([total, sizes], [2500, [1, 1000, 1000, 500]]);
		await ledger.close();
	});
});
