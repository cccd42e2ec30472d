import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {setImmediate} from 'node:timers/promises';
import {after, before, describe, test} from 'node:test';
import {backupLedger} from '../../../source/backends/ledger/backup.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {change, failed} from '../../helpers/sync-samples.ts';
import {assertInStep} from './assert-in-step.ts';

let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-backup-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

const file = (name: string) => path.join(folder, name);

/** An empty file, as the copy has to be. */
function emptyFile(name: string): string {
	writeFileSync(file(name), '', {mode: 0o600});
	return file(name);
}

describe('a backup of a ledger', () => {
	test('taken while another connection reports is one state of it, with all that was acknowledged before', async () => {
		const ledger = openLedger({file: file('live.db')});
		const report = async (name: string) => {
			await ledger.ingest.changes(Array.from({length: 500}, (_, index) => change(`${name}-${index}`, {recordName: 'x'.repeat(400)})));
			await ledger.ingest.results(Array.from({length: 250}, (_, index) => failed(`${name}-${index}`)));
		};

		for (let batch = 0; batch < 10; batch++) {
			await report(`before-${batch}`); // eslint-disable-line no-await-in-loop -- one after the other
		}

		let steps = 0;
		const backingUp = backupLedger(file('live.db'), {
			copy: emptyFile('copy.db'),
			onProgress() {
				steps++;
			},
		}).then(() => true);
		let during = 0;
		do {
			await report(`during-${during++}`); // eslint-disable-line no-await-in-loop
		} while (!await Promise.race([backingUp, setImmediate(false)])); // eslint-disable-line no-await-in-loop

		await ledger.close();
		assert.ok(during > 1 && steps > 1);
		assert.equal(existsSync(file('copy.db-wal')), false);
		const copy = new DatabaseSync(file('copy.db'), {readOnly: true});
		assertInStep(copy);
		const idsLike = (pattern: string) => Number(copy.prepare('SELECT count(*) AS number FROM change WHERE id LIKE ?').get(pattern)?.number);
		assert.equal(idsLike('before-%'), 5000);
		// Of what came meanwhile it has whole batches.
		assert.equal(idsLike('during-%') % 500, 0);
		copy.close();
		const opened = openLedger({file: file('copy.db')});
		assert.deepEqual(await opened.ingest.changes([change('before-0-0')]), {accepted: 0, duplicates: 1});
		await opened.close();
	});

	test('of what is no ledger is refused, and the file stays as it was', async () => {
		const connection = new DatabaseSync(file('song.db'));
		connection.exec('CREATE TABLE song (title TEXT)');
		connection.close();
		const bytes = readFileSync(file('song.db'));
		await assert.rejects(backupLedger(file('song.db'), {copy: emptyFile('a.db')}), {code: 'foreign'});
		assert.deepEqual(readFileSync(file('song.db')), bytes);
		await assert.rejects(backupLedger(emptyFile('empty.db'), {copy: emptyFile('b.db')}), {code: 'foreign'});
	});

	test('of a ledger whose numbers are wrong is refused', async () => {
		const ledger = openLedger({file: file('wrong.db')});
		await ledger.ingest.changes([change('1')]);
		await ledger.close();
		const connection = new DatabaseSync(file('wrong.db'));
		connection.exec('UPDATE counter SET pending = 5');
		connection.close();
		await assert.rejects(backupLedger(file('wrong.db'), {copy: emptyFile('c.db')}), {code: 'damaged'});
	});
});
