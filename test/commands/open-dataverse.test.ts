import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {printDiscovery} from '../../source/commands/discover.ts';
import {openServed} from '../../source/commands/open-served.ts';
import {resolveServe} from '../../source/commands/serve-settings.ts';
import {parseConfigFile} from '../../source/config/config-file.ts';
import {resolveConfig} from '../../source/config/config.ts';
import {failure, row} from '../backends/dataverse/sample.ts';
import {odataServer} from '../helpers/odata-server.ts';

const configOf = (url: string, mapping = '') => `
[connections.crm]
dataverse = "${url}"
authority = "${url}"
tenant = "contoso.example"
clientId = "sync-tui"
${mapping}`;
const mapping = `
[connections.crm.mapping]
entitySet = "new_marketologs"
columns = {object = "new_entity", operation = "new_operation", direction = "new_direction", state = "new_status", recordId = "new_recordid", changedAt = "createdon", message = "new_message"}
values = {operation = {1 = "insert", 2 = "update"}, direction = {0 = "inbound", 1 = "outbound"}, state = {0 = "pending", 1 = "synced", 2 = "failed"}}`;

describe('a connection to Dataverse', () => {
	it('is served by its table in the config file, with the secret from the environment', async () => {
		await using server = await odataServer();
		await server.fill([row(), failure('A', '12:30')]);
		const env = {SYNC_TUI_CLIENT_SECRET: server.secret};
		const settings = resolveServe({demo: false, connection: 'crm'}, env, await parseConfigFile(configOf(server.url, mapping), '/etc/sync.toml'));
		await using served = await openServed(settings, {env, say() {/* Nothing is to be said. */}});
		const {objects} = await served.backend.status();
		assert.deepEqual(objects.map(({object, pending, failed}) => [object, pending.updates, failed]), [['lead', 1, 1]]);

		await assert.rejects(
			openServed(resolveServe({demo: false, connection: 'crm'}, env, await parseConfigFile(configOf(server.url), '/etc/sync.toml')), {env, say() {/* Nothing. */}}),
			{message: 'the connection lacks its mapping, which names the table and its columns; sync-tui info NAME --discover proposes one.'},
		);

		const file = await parseConfigFile(configOf(server.url), '/etc/sync.toml');
		const said = {stdout: '', stderr: ''};
		const streamOf = (name: keyof typeof said) => ({
			write(text: string) {
				said[name] += text;
			},
		});
		const streams = {stdout: streamOf('stdout'), stderr: streamOf('stderr'), env};
		assert.equal(await printDiscovery(resolveConfig({connection: 'crm'}, env, file), streams), 0);
		assert.match(said.stdout, /entitySet = "new_marketologs"[\s\S]*operation = "new_operation"/v);
		assert.equal(said.stderr, '');
		await assert.rejects(printDiscovery(resolveConfig({url: 'https://a.example'}, {}), streams), {message: /^--discover is for a connection to Dataverse/v});
	});
});
