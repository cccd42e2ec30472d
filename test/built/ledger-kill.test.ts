/** The built server, killed (SIGKILL) while engines report to it. `npm run bench -- soak-kill` does the same a thousand times. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {runKillCycles} from '../../bench/kill-cycles.ts';
import {change, failed} from '../helpers/sync-samples.ts';
import {serveLedger, startLedger} from './ledger-server.ts';

let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-kill-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

describe('a server that is killed', () => {
	test('has everything that it acknowledged, once, after any number of kills', async () => {
		const {differences, acknowledged, kept, batches} = await runKillCycles({program: 'build/cli.js', folder, cycles: 12});
		assert.deepEqual(differences, []);
		assert.equal(kept, acknowledged);
		// On a slow machine many a server is killed before it has acknowledged anything.
		assert.ok(batches > 0, String(batches));
	});

	test('checks its ledger at the next start and says so; after a clean end it does not', async () => {
		const file = path.join(folder, 'checked.db');
		{
			await using server = await startLedger(file);
			assert.equal((await server.post('changes', [change('1')])).status, 202);
			assert.equal(await server.end('SIGKILL'), null);
			assert.equal(server.complaints(), '');
		}

		{
			await using server = await startLedger(file);
			const [beginning, result, ...rest] = server.complaints().split('\n');
			assert.match(beginning ?? '', /^sync-tui serve: the ledger \S+ was not closed at its last end.*: checking its \d\.\d MB …$/v);
			assert.match(result ?? '', /^sync-tui serve: the ledger is sound: checked in \d\.\d s\.$/v);
			assert.deepEqual(rest, ['']);
			assert.deepEqual(await (await server.post('changes', [change('1')])).json(), {accepted: 0, duplicates: 1});
			assert.equal(await server.end('SIGTERM'), 0);
		}

		await using server = await startLedger(file);
		assert.equal(server.complaints(), '');
	});

	test('ends with 1 and one line at the next start where its ledger is damaged, and leaves it as it is', async () => {
		const file = path.join(folder, 'damaged.db');
		{
			await using server = await startLedger(file);
			const ids = Array.from({length: 2000}, (_, index) => String(index));
			assert.equal((await server.post('changes', ids.map(id => change(id, {recordName: 'x'.repeat(400)})))).status, 202);
			assert.equal((await server.post('results', ids.slice(0, 100).map(id => failed(id)))).status, 202);
			await server.end('SIGTERM');
		}

		{
			await using server = await startLedger(file);
			await server.post('changes', [change('last')]);
			await server.end('SIGKILL');
		}

		const bytes = await readFile(file);
		// A part of the pages, of tables and of indexes: the first ones say what there is.
		bytes.fill(0xA5, 40_960, Math.floor(bytes.byteLength / 2));
		await writeFile(file, bytes);
		const ended = await serveLedger(file);
		if (!('code' in ended)) {
			await ended.end('SIGKILL');
			assert.fail('it serves a damaged ledger');
		}

		assert.equal(ended.code, 1);
		assert.match(ended.complaints, /\nsync-tui serve: The ledger \S+ is damaged \([^\n]*\)\. It was left as it is: [^\n]*backup[^\n]*\n$/v);
		assert.deepEqual(await readFile(file), bytes);
	});
});
