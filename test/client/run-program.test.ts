import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {runProgram} from '../../source/client/run-program.ts';
import {fakePrograms} from '../helpers/fake-programs.ts';

describe('a program of the desktop', () => {
	it('gets the environment without the token', async () => {
		await using programs = await fakePrograms({'wl-copy': 'note "[$SYNC_TUI_TOKEN]" "$LANG"'});
		const env = {PATH: programs.folder, LANG: 'C.UTF-8', SYNC_TUI_TOKEN: 'hunter2'};
		assert.equal(await runProgram({command: 'wl-copy', args: [], env, timeout: 5000, isKilledInTheEnd: true}), 'done');
		assert.deepEqual(await programs.args('wl-copy'), ['[]', 'C.UTF-8']);
	});
});
