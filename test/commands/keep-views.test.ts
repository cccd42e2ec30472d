/** How the screens stand, between two runs, with a real cache file. */
import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {openCache} from '../../source/client/cache.ts';
import {keepViews} from '../../source/commands/keep-views.ts';
import {recallState} from '../../source/dashboard/store/recall.ts';
import {desk} from '../helpers/desk.ts';
import {now, sampleState} from '../helpers/sample.ts';

/** A run of the dashboard on one connection: keys go in, and it is ended. */
async function run(folder: string, connection = 'https://sync.example.com') {
	const cache = openCache(folder, connection);
	const at = desk(recallState(sampleState(), cache.kept));
	const end = keepViews(at.store, cache);
	return {
		...at,
		async end() {
			end();
			await cache.close();
		},
	};
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-views-'));
	try {
		await work(folder);
	} finally {
		await rm(folder, {recursive: true});
	}
}

describe('what is kept of the screens', () => {
	it('brings back where the reader was', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.type('/lead').press('enter').press('h', 's', 'S');
			const before = first.state().status;
			first.press('2').type('/code:1007').press('enter').press('j');
			await first.end();
			const {state, end} = await run(folder);
			assert.equal(state().tab, 'errors');
			assert.deepEqual([state().status.filter, state().errors.filter], ['lead', 'code:1007']);
			assert.deepEqual([state().status.view, state().status.sort], [before.view, before.sort]);
			assert.deepEqual(state().history, {status: ['lead'], errors: ['code:1007']});
			await end();
		});
	});

	it('brings the selection back', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.press('j');
			const {cursor} = first.state().status;
			await first.end();
			const {state, end} = await run(folder);
			assert.equal(cursor.key, 'contact');
			assert.deepEqual(state().status.cursor, cursor);
			await end();
		});
	});

	it('is what was meant, not what is half typed', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.type('/lead').press('enter').type('/zzz');
			await first.end();
			const {state, end} = await run(folder);
			assert.equal(state().status.filter, 'lead');
			await end();
		});
	});

	it('knows when the errors were looked at last; a run that didn’t look leaves that as it was', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.press('2', '1');
			await first.end();
			const second = await run(folder);
			assert.equal(second.state().errors.visitedAt, now);
			second.play({type: 'ticked', now: now + 60_000});
			await second.end();
			const third = await run(folder);
			assert.equal(third.state().errors.visitedAt, now);
			await third.end();
		});
	});

	it('keeps connections apart', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.play({type: 'filter-set', filter: 'code:1007'});
			await first.end();
			const other = await run(folder, 'https://other.example.com');
			assert.equal(other.state().errors.filter, '');
			await other.end();
		});
	});
});
