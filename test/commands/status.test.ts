import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {status} from '../../source/commands/status.ts';
import {resolveConfig} from '../../source/config/config.ts';
import {status as sample} from '../helpers/sample.ts';
import {json, scriptedServer} from '../helpers/scripted-server.ts';

function streams() {
	const said = {stdout: '', stderr: ''};
	const into = (name: keyof typeof said) => ({
		write(text: string) {
			said[name] += text;
		},
	});
	return {said, stdout: into('stdout'), stderr: into('stderr')};
}

describe('sync-tui status', () => {
	it('prints the backlog as a table, ages by the backend’s clock', async () => {
		await using server = await scriptedServer((request, response) => {
			response.setHeader('date', 'Sun, 22 Nov 2026 13:07:21 GMT');
			json(sample)(request, response);
		});
		const {said, ...to} = streams();
		assert.equal(await status(resolveConfig({url: server.url}, {LANG: 'C.UTF-8'}), false, to), 0);
		assert.equal(said.stdout, [
			'OBJECT             INSERTS  UPDATES   TOTAL  OLDEST  FAILED',
			'Lead                 1,204    9,310  10,514  2h 14m      96',
			'Contact               ≥ 12      N/A    ≥ 12     N/A      21',
			'自定义实体 👩👩👧        0        0       0               0',
			'',
		].join('\n'));
	});

	it('prints what the backend said as JSON', async () => {
		await using server = await scriptedServer(json(sample));
		const {said, ...to} = streams();
		assert.equal(await status(resolveConfig({url: server.url}, {}), true, to), 0);
		assert.deepEqual(JSON.parse(said.stdout), sample);
	});

	it('says in one line why there is nothing to print', async () => {
		await using server = await scriptedServer(json({}, {status: 502}));
		const {said, ...to} = streams();
		assert.equal(await status(resolveConfig({url: server.url}, {}), false, to), 1);
		assert.deepEqual(said, {stdout: '', stderr: `sync-tui status: ${server.url}: 502 from the backend\n`});
	});
});
