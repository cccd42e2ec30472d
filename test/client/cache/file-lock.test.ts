import assert from 'node:assert/strict';
import {
	existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync,
} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {spawnSync} from 'node:child_process';
import {LockBusyError, withLock} from '../../../source/client/cache/file-lock.ts';

const root = mkdtempSync(path.join(tmpdir(), 'lock-'));
after(() => {
	rmSync(root, {recursive: true});
});

let count = 0;
const newLock = () => path.join(root, `${count++}.lock`);
/** A process id that was in use a moment ago. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

async function nextTurn(): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	setImmediate(resolve);
	return promise;
}

describe('a lock between processes', () => {
	it('lets one in at a time, and goes with the last', async () => {
		const lock = newLock();
		let inside = 0;
		const most = await Promise.all(Array.from({length: 10}, async () => withLock(lock, async () => {
			inside++;
			await nextTurn();
			return inside--;
		})));
		assert.deepEqual(most, Array.from({length: 10}, () => 1));
		assert.ok(!existsSync(lock));
	});

	it('names its owner', async () => {
		const lock = newLock();
		await withLock(lock, async () => {
			assert.match(readFileSync(lock, 'utf8'), new RegExp(`^${process.pid} `, 'v'));
		});
	});

	it('gives up on one that is held for longer than there is patience', async () => {
		const lock = newLock();
		await withLock(lock, async ({isHeld}) => {
			await assert.rejects(withLock(lock, async () => undefined, {patience: 30}), LockBusyError);
			assert.ok(isHeld());
		});
	});

	it('is let go of when the work fails', async () => {
		const lock = newLock();
		await assert.rejects(withLock(lock, async () => {
			throw new RangeError('no');
		}), RangeError);
		assert.ok(!existsSync(lock));
	});

	it('is taken over from a process that was killed before it could write its name', async () => {
		const lock = newLock();
		writeFileSync(lock, '');
		await assert.rejects(withLock(lock, async () => undefined, {patience: 30}), LockBusyError);
		const before = Date.now() / 1000 - 1;
		utimesSync(lock, before, before);
		assert.equal(await withLock(lock, async () => 'in', {patience: 30}), 'in');
	});

	it('is taken over from a process that is dead', async () => {
		const lock = newLock();
		writeFileSync(lock, `${deadPid()} ${hostname()} x\n`);
		assert.equal(await withLock(lock, async () => 'mine', {patience: 30}), 'mine');
		assert.deepEqual(readdirSync(root).filter(name => name.startsWith(path.basename(lock))), []);
	});

	it('is left to a process of another machine until it is too old, as one is that names nobody', async () => {
		for (const owner of [`${deadPid()} elsewhere x\n`, '']) {
			const lock = newLock();
			writeFileSync(lock, owner);
			await assert.rejects(withLock(lock, async () => undefined, {patience: 30}), LockBusyError); // eslint-disable-line no-await-in-loop -- one case after the other
			const past = Date.now() / 1000 - 11;
			utimesSync(lock, past, past);
			assert.equal(await withLock(lock, async () => 'mine', {patience: 30}), 'mine'); // eslint-disable-line no-await-in-loop -- as above
		}
	});

	it('is taken over by one of many alone, and its holder of before knows', async () => {
		const lock = newLock();
		const past = Date.now() / 1000 - 11;
		await withLock(lock, async slow => {
			utimesSync(lock, past, past);
			let inside = 0;
			await Promise.all(Array.from({length: 20}, async () => withLock(lock, async ({isHeld}) => {
				inside++;
				assert.equal(inside, 1);
				assert.ok(isHeld());
				assert.ok(!slow.isHeld());
				await nextTurn();
				inside--;
			})));
		});
		assert.ok(!existsSync(lock));
	});
});
