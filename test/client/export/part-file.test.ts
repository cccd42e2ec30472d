import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {createPartFile, placeWithoutLinks} from '../../../source/client/export/part-file.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-part-'));
});
afterEach(async () => {
	await rm(folder, {recursive: true});
});

describe('where a file system knows one name per file, an export', () => {
	test('takes a free name', async () => {
		await writeFile(path.join(folder, 'part'), 'new');
		await placeWithoutLinks(path.join(folder, 'part'), path.join(folder, 'a.csv'));
		assert.deepEqual(await readdir(folder), ['a.csv']);
		assert.equal(await readFile(path.join(folder, 'a.csv'), 'utf8'), 'new');
	});

	test('leaves a file that is there', async () => {
		await writeFile(path.join(folder, 'part'), 'new');
		await writeFile(path.join(folder, 'a.csv'), 'precious');
		await assert.rejects(placeWithoutLinks(path.join(folder, 'part'), path.join(folder, 'a.csv')), {code: 'exists'});
		assert.equal(await readFile(path.join(folder, 'a.csv'), 'utf8'), 'precious');
	});

	test('that fails leaves the name free', async () => {
		await assert.rejects(placeWithoutLinks(path.join(folder, 'gone'), path.join(folder, 'a.csv')), {code: 'ENOENT'});
		assert.deepEqual(await readdir(folder), []);
	});
});

describe('a part', () => {
	test('is its owner\'s alone from the beginning, and goes with its disposal', async () => {
		{
			await using part = await createPartFile(path.join(folder, 'a.csv'));
			await part.write('a');
			const [name = ''] = await readdir(folder);
			assert.equal((await stat(path.join(folder, name))).mode % 0o1000, 0o600);
		}

		assert.deepEqual(await readdir(folder), []);
	});
});
