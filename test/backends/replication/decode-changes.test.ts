import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {decodeChanges} from '../../../source/backends/replication/decode-changes.ts';

const int = (bytes: 1 | 2 | 4 | 8, value: number): Buffer => {
	const buffer = Buffer.alloc(8);
	buffer.writeBigInt64BE(BigInt(value));
	return buffer.subarray(8 - bytes);
};

const letter = (text: string) => Buffer.from(text, 'latin1');
const name = (text: string) => Buffer.from(`${text}\0`);
const begin = (lsn: number, ms: number) => Buffer.concat([letter('B'), int(8, lsn), int(8, (ms - Date.UTC(2000, 0, 1)) * 1000), int(4, 7)]);
const commit = () => Buffer.concat([letter('C'), int(1, 0), int(8, 1), int(8, 2), int(8, 3)]);
const relation = (oid: number, table: string, keys: readonly boolean[]) => Buffer.concat([
	letter('R'),
	int(4, oid),
	...table.split('.').map(part => name(part)),
	letter('d'),
	int(2, keys.length),
	...keys.flatMap((isKey, at) => [int(1, Number(isKey)), name(`column ${at}`), int(4, 25), int(4, -1)]),
]);
const tuple = (values: ReadonlyArray<string | null>) => Buffer.concat([int(2, values.length), ...values.flatMap(value => value === null ? [letter('n')] : [letter('t'), int(4, Buffer.byteLength(value)), Buffer.from(value)])]);
const insert = (oid: number, values: ReadonlyArray<string | null>) => Buffer.concat([letter('I'), int(4, oid), letter('N'), tuple(values)]);
const update = (oid: number, values: readonly string[], old?: readonly string[]) => Buffer.concat([letter('U'), int(4, oid), ...(old === undefined ? [] : [letter('K'), tuple(old)]), letter('N'), tuple(values)]);
const remove = (oid: number, values: readonly string[]) => Buffer.concat([letter('D'), int(4, oid), letter('K'), tuple(values)]);

const at = Date.parse('2026-11-22T13:07:21.123Z');

describe('what pgoutput sends', () => {
	test('is changes by table, with the time and place of their commit and the key of their record', () => {
		assert.deepEqual(decodeChanges([
			begin(500, at),
			relation(1, 'public.lead', [true, false]),
			insert(1, ['L-1', 'Ana']),
			update(1, ['L-1', 'Ann']),
			commit(),
			begin(600, at + 5),
			relation(2, 'crm.contact', [true, true, false]),
			update(2, ['1', 'new', 'x'], ['1', 'old', '']),
			remove(2, ['1', 'a', '']),
			commit(),
		]), [
			{table: 'public.lead', operation: 'insert', committedAt: at, committedIn: 500, key: 'L-1'},
			{table: 'public.lead', operation: 'update', committedAt: at, committedIn: 500, key: 'L-1'},
			{table: 'crm.contact', operation: 'update', committedAt: at + 5, committedIn: 600, key: '1, old'},
			{table: 'crm.contact', operation: 'delete', committedAt: at + 5, committedIn: 600, key: '1, a'},
		]);
	});

	test('has no key where the table has none, or where it is long', () => {
		const key = (values: readonly string[], keys: readonly boolean[]) => decodeChanges([relation(1, 'a.b', keys), insert(1, values)])[0]?.key;
		assert.equal(key(['x'], [false]), null);
		assert.equal(key(['x'.repeat(200)], [true]), 'x'.repeat(200));
		assert.equal(key(['x'.repeat(201)], [true]), null);
	});

	test('may hold what nobody here knows', () => {
		const message = Buffer.concat([letter('M'), int(1, 0), int(8, 1), name('prefix'), int(4, 2), letter('ab')]);
		const truncate = Buffer.concat([letter('T'), int(4, 1), int(1, 0), int(4, 1)]);
		assert.deepEqual(decodeChanges([letter('Y'), message, truncate, letter('z'), insert(99, ['of a table that was not described'])]), []);
	});

	test('may be cut off within a row: the key is the whole one, or not known', () => {
		fc.assert(fc.property(fc.array(fc.tuple(fc.option(fc.string({maxLength: 30, unit: 'binary'})), fc.boolean())), fc.nat(), (row, cut) => {
			const [values, keys] = [row.map(([value]) => value), row.map(([, isKey]) => isKey)];
			const whole = insert(1, values);
			const [described, rest] = [relation(1, 'a.b', keys), whole.subarray(0, 5 + (cut % (whole.length - 4)))];
			const keyValues = values.filter((_, place) => keys[place]);
			const text = Buffer.from(keyValues.join(', ')).toString();
			const expected = keyValues.length === 0 || keyValues.includes(null) || text.length > 200 ? null : text;
			assert.equal(decodeChanges([described, whole])[0]?.key, expected);
			const found = decodeChanges([described, rest])[0]?.key;
			assert.ok(found === null || found === expected, `${found} of ${expected}`);
		}));
	});
});
