import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parse} from 'smol-toml';
import {discover} from '../../../source/backends/dataverse/discover.ts';
import {parseMapping} from '../../../source/backends/dataverse/mapping.ts';
import {candidatesToml} from '../../../source/backends/dataverse/mapping-toml.ts';
import {openDataverse} from '../../../source/backends/dataverse/open-dataverse.ts';
import {odataServer} from '../../helpers/odata-server.ts';
import {scriptedDataverse} from '../../helpers/scripted-dataverse.ts';
import {isProblem} from './sample.ts';

describe('discovery', () => {
	it('proposes a mapping for the table that looks like a sync\'s log, from the metadata alone', async () => {
		await using server = await scriptedDataverse();
		const candidates = await discover({url: server.url});
		assert.deepEqual(server.questions, []);
		assert.equal(candidatesToml(candidates, 'https://org.crm.dynamics.com'), `# Marketo Log
[connections.crm]
dataverse = "https://org.crm.dynamics.com"
# tenant = "…", clientId = "…", secretFile = "…"

[connections.crm.mapping]
entitySet = "new_marketologs"

[connections.crm.mapping.columns]
object = "new_entity" # Entity
recordId = "new_recordid" # Record Id
operation = "new_operation" # Operation
direction = "new_direction" # Direction
state = "statuscode" # Status Reason
changedAt = "createdon" # Created On
doneAt = "modifiedon" # Modified On
code = "new_errorcode" # Error Code
message = "new_errormessage" # Error Message

[connections.crm.mapping.values.operation]
"100000000" = "insert" # Create
"100000001" = "update" # Update
# "100000002" = "…" # Merge

[connections.crm.mapping.values.direction]
"1" = "inbound" # To Marketo
"2" = "outbound" # From Marketo

[connections.crm.mapping.values.state]
"1" = "pending" # Pending
"2" = "synced" # Synced
"3" = "failed" # Failed
# "4" = "…" # On hold [2J
`);
	});

	it('proposes what opens as it is, where choices have labels', async () => {
		await using server = await scriptedDataverse();
		const {connections} = parse(candidatesToml(await discover({url: server.url}), server.url)) as {connections: {crm: {dataverse: string; mapping: unknown}}};
		const backend = await openDataverse({url: connections.crm.dataverse, mapping: parseMapping(connections.crm.mapping)});
		assert.deepEqual((await backend.service()).capabilities, ['throughput', 'pending', 'errors', 'error-facets', 'error-causes', 'error-export']);
		await backend.close();
	});

	it('leaves what it can\'t know to the reader, and finds the table by $metadata where a service has no more', async () => {
		await using server = await odataServer();
		server.tokens.add('t');
		const candidates = await discover({url: server.url, credentials: {token: async () => 't'}});
		assert.deepEqual(candidates.map(({entitySet}) => entitySet), ['new_marketologs']);
		const toml = candidatesToml(candidates, server.url);
		assert.match(toml, /\nstate = "new_status"\n/v);
		assert.match(toml, /\.values\.state\]\n# what its values mean, such as "0" = "pending"/v);
		const {connections} = parse(toml) as {connections: {crm: {mapping: unknown}}};
		assert.throws(() => parseMapping(connections.crm.mapping), isProblem('invalid-request', /^mapping\.values\.state: expected what the values of new_status mean/v));
	});

	it('says where nothing looks like one', () => {
		assert.equal(candidatesToml([], 'https://org.crm.dynamics.com'), '# https://org.crm.dynamics.com has no table that looks like a sync\'s queue or log, or this user may not see it.\n');
	});
});
