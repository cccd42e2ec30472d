/** Filters between two runs, with a real cache file. */
import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {openCache} from '../../source/client/cache.ts';
import {keepViews} from '../../source/commands/keep-views.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {now, sampleState} from '../helpers/sample.ts';

/** A run of the dashboard on one connection: what it is given to begin with, and what ends it. */
async function run(folder: string, connection = 'https://sync.example.com') {
	const store = createStore(reduce, sampleState());
	const end = keepViews(store, await openCache(folder, connection));
	return {store, end};
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
	it('brings the filters of both tabs and the earlier ones back', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.store.dispatch({type: 'prompt-opened', kind: 'filter'});
			first.store.dispatch({type: 'prompt-edited', text: 'lead', caret: 4});
			first.store.dispatch({type: 'prompt-accepted'});
			first.store.dispatch({type: 'tab-chosen', tab: 'errors'});
			first.store.dispatch({type: 'filter-set', filter: 'code:1007'});
			await first.end();
			const {store, end} = await run(folder);
			assert.equal(store.getState().status.filter, 'lead');
			assert.equal(store.getState().errors.filter, 'code:1007');
			assert.deepEqual(store.getState().history, {status: ['lead'], errors: []});
			await end();
		});
	});

	it('knows when the errors were looked at last; a run that didn’t look leaves that as it was', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.store.dispatch({type: 'tab-chosen', tab: 'errors'});
			await first.end();
			const second = await run(folder);
			assert.equal(second.store.getState().errors.visitedAt, now);
			second.store.dispatch({type: 'ticked', now: now + 60_000});
			await second.end();
			const third = await run(folder);
			assert.equal(third.store.getState().errors.visitedAt, now);
			await third.end();
		});
	});

	it('keeps connections apart', async () => {
		await withFolder(async folder => {
			const first = await run(folder);
			first.store.dispatch({type: 'filter-set', filter: 'code:1007'});
			await first.end();
			const other = await run(folder, 'https://other.example.com');
			assert.equal(other.store.getState().errors.filter, '');
			await other.end();
		});
	});
});
