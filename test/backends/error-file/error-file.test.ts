import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {mkdtempSync, rmSync} from 'node:fs';
import {utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {after, describe, it} from 'node:test';
import {openErrorFile} from '../../../source/backends/error-file/open-error-file.ts';
import type {ErrorFileOptions} from '../../../source/backends/error-file/read-errors.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {errorsQuery, filter, change, failed, now} from '../../helpers/sync-samples.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-file-'));
let made = 0;
after(() => {
	rmSync(folder, {recursive: true});
});

async function openText(content: string | Uint8Array, options: Partial<ErrorFileOptions> = {}) {
	made++;
	const file = path.join(folder, `errors-${made}.csv`);
	await writeFile(file, content);
	await utimes(file, now / 1000, now / 1000);
	const said: string[] = [];
	const backend = await openErrorFile({
		file, clock: () => now,
		say(line) {
			said.push(line);
		},
		...options,
	});
	return {backend, said, file, items: async () => (await backend.errors!(errorsQuery({limit: 1000}))).items};
}

const marketo = [
	'"Timestamp","Object Type","Record Name","Record ID","Operation","Sync Direction","Error Code","Error Message"',
	'"2026-11-22 13:07:21","Lead","Ana Pérez","L-1","Insert","Marketo to Dynamics","0x80040333","Cannot insert duplicate key, ""Ana"""',
	'"2026-11-22 12:00:00","Contact","","C-2","Update","Dynamics to Marketo","1007","Multiple leads',
	'match"',
	'',
].join('\r\n');

describe('a file of errors', () => {
	it('is read by the names that Marketo gives to its columns', async () => {
		const {items, said} = await openText(marketo);
		assert.deepEqual(await items(), [
			{
				id: 'row-1', level: 'record', object: 'Lead', recordId: 'L-1', recordName: 'Ana Pérez', operation: 'insert', direction: 'outbound', code: '0x80040333',
				message: 'Cannot insert duplicate key, "Ana"', occurredAt: '2026-11-22T13:07:21.000Z', firstSeenAt: null, attempts: null, state: 'open', url: null,
			},
			{
				id: 'row-2', level: 'record', object: 'Contact', recordId: 'C-2', recordName: null, operation: 'update', direction: 'inbound', code: '1007',
				message: 'Multiple leads\r\nmatch', occurredAt: '2026-11-22T12:00:00.000Z', firstSeenAt: null, attempts: null, state: 'open', url: null,
			},
		]);
		assert.deepEqual(said, []);
	});

	it('that this project exported has the very errors again', async () => {
		const ledger = openLedger({file: ':memory:', clock: () => now});
		await ledger.ingest.changes(['a', 'b', 'c'].map((id, index) => change(id, {recordName: index === 0 ? '=1+1' : 'Žofie; "Ž"', url: 'https://crm.example/1'})));
		await ledger.ingest.results(['a', 'b', 'c'].map((id, index) => failed(id, {at: `2026-11-22T12:0${index}:00Z`, code: index === 2 ? null : '1007', message: 'two\nlines'})));
		const {items: wanted} = await ledger.errors(errorsQuery());
		for (const raw of ['true', 'false'] as const) {
			// eslint-disable-next-line no-await-in-loop -- two
			const {pieces} = await ledger.exportErrors({...filter(), sort: {column: 'occurredAt', descending: true}, format: 'csv', raw});
			const {items} = await openText(await text(pieces)); // eslint-disable-line no-await-in-loop
			assert.deepEqual(await items(), wanted); // eslint-disable-line no-await-in-loop
		}

		await ledger.close();
	});

	for (const [what, content] of [
		['with semicolons and a byte order mark', Buffer.from('\u{FEFF}Date;Object;Message\n22.11.2026 13:07;Lead;Schlüssel doppelt\n')],
		['with tabs', 'Date\tObject\tMessage\n11/22/2026 1:07 PM\tLead\tSchlüssel doppelt\n'],
		['in UTF-16', Buffer.from('\u{FEFF}Date,Object,Message\r\n"Nov 22, 2026 1:07 PM",Lead,Schlüssel doppelt\r\n', 'utf16le')],
	] as const) {
		it(`${what} is read`, async () => {
			const {items} = await openText(content);
			assert.deepEqual((await items()).map(({object, message, occurredAt}) => [object, message, occurredAt]), [['Lead', 'Schlüssel doppelt', '2026-11-22T13:07:00.000Z']]);
		});
	}

	it('has its times in the zone that is said', async () => {
		const {items} = await openText('Date,Message\n2026-07-01 14:00,a\n2026-11-22 14:00,b\n2026-11-22 14:00+05:45,c\n', {timeZone: 'Europe/Madrid'});
		assert.deepEqual((await items()).map(({occurredAt}) => occurredAt).toSorted(), ['2026-07-01T12:00:00.000Z', '2026-11-22T08:15:00.000Z', '2026-11-22T13:00:00.000Z']);
	});

	it('with columns of its own names is read as it is told', async () => {
		const {items} = await openText('Wann,Was,Fehlertext,Fehlernummer\n2026-11-22 13:00,Lead,kaputt,7\n', {columns: {message: 'fehlertext', code: 'Fehlernummer', occurredAt: 'Wann', object: 'Was'}});
		assert.deepEqual((await items()).map(({object, message, code}) => [object, message, code]), [['Lead', 'kaputt', '7']]);
	});

	it('has errors whose time can\'t be read last, and says how many', async () => {
		const {items, said} = await openText('Date,Message\nyesterday,a\n2026-02-30 10:00,b\n2026-11-22 13:00,c\n');
		assert.deepEqual((await items()).map(({message}) => message), ['c', 'b', 'a']);
		assert.deepEqual(said, ['2 rows have a time that can\'t be read: they are listed last, in 1970']);
	});

	it('has day and month in one order: that of a date that can have no other', async () => {
		const times = async (...dates: string[]) => {
			const {items} = await openText(`Date,Message\n${dates.map(date => `${date},x\n`).join('')}`);
			return (await items()).map(({occurredAt}) => occurredAt.slice(0, 10));
		};

		assert.deepEqual(await times('05/11/2026', '22/11/2026'), ['2026-11-22', '2026-11-05']);
		assert.deepEqual(await times('05/11/2026', '11/22/2026'), ['2026-11-22', '2026-05-11']);
		assert.deepEqual(await times('05/11/2026'), ['2026-05-11']);
	});

	it('may be of a Windows in western Europe', async () => {
		const {items} = await openText(Buffer.from('Datum;Meldung\n22.11.2026 13:00;Stra\u{DF}e \u{80}\n', 'latin1'));
		assert.deepEqual((await items()).map(({message}) => message), ['Stra\u{DF}e \u{20AC}']);
	});

	it('has each error once, and each can be opened, also where a record failed twice', async () => {
		const {backend, items} = await openText('Id,Date,Operation,Message\n7,2026-11-22 13:00,constructor,a\n7,2026-11-22 12:00,Insert,b\n');
		assert.deepEqual((await items()).map(({id, operation}) => [id, operation]), [['7', 'constructor'], ['7 (2)', 'insert']]);
		assert.equal((await backend.error!('7 (2)')).message, 'b');
	});

	it('is read again once it was written anew', async () => {
		const {backend, items, file} = await openText('Date,Object,Message\n2026-11-22 13:00,lead,a\n');
		assert.equal((await items()).length, 1);
		await writeFile(file, 'Date,Object,Message\n2026-11-22 13:00,lead,a\n2026-11-22 13:01,lead,b\n');
		assert.deepEqual((await items()).map(({message}) => message), ['b', 'a']);
		assert.equal((await backend.status()).objects[0]?.failed, 2);
		rmSync(file);
		await assert.rejects(backend.status(), {code: 'unavailable', message: `there is no file ${file}`});
	});

	it('without times has that of the file, and says so', async () => {
		const {items, said} = await openText('Object,Message\nLead,a\n');
		assert.deepEqual((await items()).map(({occurredAt}) => occurredAt), [new Date(now).toISOString()]);
		assert.match(said.join('\n'), /no column with a time/v);
	});

	const refused: ReadonlyArray<readonly [what: string, content: string | Uint8Array, options: Partial<ErrorFileOptions>, line: RegExp]> = [
		['that is empty', '', {}, / is empty$/v],
		['that is no text', new Uint8Array([1, 0, 2, 0, 0]), {}, / is no text; give a CSV file/v],
		['whose columns say nothing of an error', 'Colour,Size\nred,1\n', {}, /^no column says what failed or why; the file has "Colour", "Size": say which is which with --columns message=NAME,code=NAME,recordId=NAME$/v],
		['of which no time can be read', 'Date,Message\nyesterday,a\n', {}, /^no time in the column "Date" of \S+ can be read; say which one has times with --columns occurredAt=NAME$/v],
		['with a quote that is never closed', `Date,Message\n2026-11-22,a\n2026-11-22,b\n2026-11-22,"open\n${'2026-11-22,x\n'.repeat(50)}`, {}, / has a quote that is never closed, after 3 rows: all that follows would be lost; mend the row after these$/v],
		['without the column that is named', 'Date,Message\n', {columns: {code: 'Nummer'}}, /^columns: the file has no column "Nummer"; it has "Date", "Message"$/v],
		['for a column that there is not', 'Date,Message\n', {columns: {colour: 'Date'}}, /^columns: there is no "colour"; there are id, object/v],
	];
	for (const [what, content, options, line] of refused) {
		it(`${what} is refused in one line`, async () => {
			await assert.rejects(openText(content, options), {code: 'invalid-request', message: line});
		});
	}

	it('that is not there, or a folder, is refused in one line', async () => {
		await assert.rejects(openErrorFile({file: path.join(folder, 'none.csv')}), {message: /^there is no file \S+none\.csv$/v});
		await assert.rejects(openErrorFile({file: folder}), {message: / is not a file; give a CSV file/v});
	});

	it('is listed, counted and grouped, and says nothing of what waits', async () => {
		const {backend} = await openText(`Date,Object,Code,Message\n${Array.from({length: 25}, (_, index) => `2026-11-22 12:${String(index).padStart(2, '0')},${index % 5 === 0 ? 'contact' : 'lead'},${index % 2},Key ${index} is there\n`).join('')}`);
		assert.deepEqual((await backend.status()).objects, [{object: 'contact', pending: {}, failed: 5}, {object: 'lead', pending: {}, failed: 20}]);
		const first = await backend.errors!(errorsQuery({object: ['lead'], limit: 15}));
		const second = await backend.errors!(errorsQuery({object: ['lead'], limit: 15, cursor: first.nextCursor ?? ''}));
		assert.deepEqual([first.items.length, second.items.length, second.nextCursor, first.total], [15, 5, null, 20]);
		await assert.rejects(backend.errors!(errorsQuery({cursor: 'x'})), {code: 'invalid-request'});
		assert.deepEqual((await backend.errorFacets!(filter({q: ['key']}))).object, [{value: 'lead', count: 20}, {value: 'contact', count: 5}]);
		const {causes} = await backend.errorCauses!({...filter(), limit: 10});
		assert.equal(causes.reduce((sum, {count}) => sum + Number(count), 0), 25);
		assert.equal((await backend.error!(first.items[0]?.id ?? '')).message, 'Key 24 is there');
		await assert.rejects(backend.error!('none'), {code: 'not-found'});
	});
});
