/* eslint-disable node-test/no-skip-test -- most people may mount nothing, and there is no other disk that is full when asked */
import assert from 'node:assert/strict';
import {
	existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {openLedger} from '../../source/backends/ledger/ledger.ts';
import {serve} from '../../source/commands/serve.ts';
import {backUp} from '../../source/commands/serve-backup.ts';
import {change} from '../helpers/sync-samples.ts';
import {cannotMount, mountOn} from '../helpers/tmpfs.ts';

const skip = cannotMount();
let folder: string;
let ledgerFile: string;
before(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-serve-backup-'));
	ledgerFile = path.join(folder, 'ledger.db');
	const ledger = openLedger({file: ledgerFile});
	await ledger.ingest.changes(Array.from({length: 2000}, (_, index) => change(String(index), {recordName: 'x'.repeat(400)})));
	await ledger.close();
});
after(() => {
	rmSync(folder, {recursive: true});
});

/** Runs it here; what it says goes to standard error. */
async function run(backup: string, database = `sqlite:${ledgerFile}`): Promise<{code: number; said: string}> {
	let said = '';
	const code = await serve({demo: false, database, backup}, {
		stdout: {
			write() {
				assert.fail('nothing belongs on stdout');
			},
		},
		stderr: {
			write(text) {
				said += text;
			},
		},
		env: {XDG_DATA_HOME: folder},
	});
	return {code, said};
}

describe('serve --backup', () => {
	it('puts one whole ledger there, for its owner alone, while another has it open; and says so', async () => {
		const live = openLedger({file: ledgerFile});
		await live.ingest.changes([change('just now')]);
		const target = path.join(folder, 'copies', 'copy.db');
		mkdirSync(path.dirname(target));
		const {code, said} = await run(target);
		assert.match(said, /^sync-tui serve: the ledger \S+ is backed up in \S+copy\.db: \d+\.\d MB, checked, in \d+\.\d s\.\n$/v);
		assert.equal(code, 0);
		assert.equal(statSync(target).mode % 0o1000, 0o600);
		assert.deepEqual(readdirSync(path.dirname(target)), ['copy.db']);
		await live.close();
		const copy = openLedger({file: target});
		assert.equal((await copy.status()).objects[0]?.pending.updates, 2001);
		await copy.close();
	});

	it('replaces nothing', async () => {
		const target = path.join(folder, 'mine.txt');
		writeFileSync(target, 'mine');
		const {code, said} = await run(target);
		assert.deepEqual({code, said}, {code: 1, said: `sync-tui serve: ${target} exists already, and a backup replaces nothing; move it away, or name another file.\n`});
		assert.equal(readFileSync(target, 'utf8'), 'mine');
		assert.equal((await run(ledgerFile)).code, 1);
	});

	it('needs a ledger, and makes none', async () => {
		const missing = path.join(folder, 'missing.db');
		const {code, said} = await run(path.join(folder, 'of-nothing.db'), `sqlite:${missing}`);
		assert.deepEqual({code, said}, {code: 1, said: `sync-tui serve: There is no ledger ${missing} to back up; name it with --database sqlite:FILE.\n`});
		assert.equal(existsSync(missing), false);
		assert.equal(existsSync(path.join(folder, 'of-nothing.db')), false);
	});

	it('needs a folder that is there', async () => {
		const {code, said} = await run(path.join(folder, 'nowhere', 'copy.db'));
		assert.equal(code, 1);
		assert.match(said, /^sync-tui serve: The folder \S+nowhere does not exist[^\n]*\n$/v);
	});

	it('that is told to end leaves nothing', async () => {
		const target = path.join(folder, 'ended', 'copy.db');
		mkdirSync(path.dirname(target));
		let said = '';
		const code = await backUp({file: ledgerFile, backup: target}, {
			say(text) {
				said += text;
			},
			ending: {asked: Promise.resolve(), [Symbol.dispose]() {}}, // eslint-disable-line @typescript-eslint/no-empty-function
		});
		assert.deepEqual({code, said}, {code: 1, said: 'The backup was ended before it was done; nothing was written.'});
		assert.deepEqual(readdirSync(path.dirname(target)), []);
	});

	it('onto a disk that gets full leaves nothing, and says so', {skip}, async () => {
		const small = path.join(folder, 'small');
		using _ = mountOn(small, 'size=500k');
		const {code, said} = await run(path.join(small, 'copy.db'));
		assert.deepEqual({code, said}, {
			code: 1, said: `sync-tui serve: There is no room left for ${small}/copy.db; make room, or name a file on another disk. Nothing was written.\n`,
		});
		assert.deepEqual(readdirSync(small), []);
	});
});
