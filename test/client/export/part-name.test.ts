import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {releasePartName, removeStaleParts, takePartName} from '../../../source/client/export/part-name.ts';

let folder: string;
before(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-parts-'));
});
after(async () => {
	await rm(folder, {recursive: true});
});

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
	const child = spawn(process.execPath, ['--version'], {stdio: 'ignore'});
	await once(child, 'exit');
	return child.pid ?? 0;
}

describe('what a killed export has left', () => {
	test('goes; what others write, or may, stays', async () => {
		const own = takePartName(path.join(folder, 'errors.csv'));
		const finished = takePartName(path.join(folder, 'errors.csv'));
		releasePartName(finished);
		const named = (pid: number) => path.basename(own).replace(`.${process.pid}-`, () => `.${pid}-`);
		const stale = named(await deadPid());
		const others = [
			named(process.ppid),
			// Another computer, on whose processes this one knows nothing.
			stale.replace(/-[\da-f]{6}/v, '-000000'),
			stale.replace('.part', '.partial'),
			stale.slice(1),
			'errors.csv',
			'.part',
		];
		await Promise.all([path.basename(own), path.basename(finished), stale, ...others].map(async name => writeFile(path.join(folder, name), '')));
		await removeStaleParts(folder);
		const left = await readdir(folder);
		assert.deepEqual(left.toSorted(), [path.basename(own), ...others].toSorted());
		releasePartName(own);
	});

	test('is looked for in a folder that is not there without a word', async () => {
		await removeStaleParts(path.join(folder, 'nowhere'));
	});
});

test('a part has a name that fits where that of its file does', () => {
	const part = takePartName(path.join(folder, '😀'.repeat(63)));
	releasePartName(part);
	assert.ok(Buffer.byteLength(path.basename(part)) <= 255);
	assert.match(path.basename(part), /^\.😀+\.\d+-[\da-f]{16}\.part$/v);
});
