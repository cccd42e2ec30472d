import assert from 'node:assert/strict';
import {DatabaseSync} from 'node:sqlite';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {printDiscovery} from '../../source/commands/discover.ts';
import {openServed} from '../../source/commands/open-served.ts';
import {resolveServe} from '../../source/commands/serve-settings.ts';
import {parseConfigFile} from '../../source/config/config-file.ts';
import {resolveConfig} from '../../source/config/config.ts';

const configOf = (query: string, other = '') => `
[connections.orders]
database = "sqlite:shop.db"
mapping.query = "${query}"
mapping.states = {new = "pending", sent = "synced", error = "failed"}
${other}`;
const query = 'SELECT id, kind AS operation, status AS state, created AS changed_at, sent AS done_at, problem AS message FROM outbox';

describe('a connection to tables of one\'s own', () => {
	let folder = '';
	const said = {stdout: '', stderr: ''};
	const streamOf = (name: keyof typeof said) => ({
		write(text: string) {
			said[name] += text;
		},
	});
	const streams = {stdout: streamOf('stdout'), stderr: streamOf('stderr'), env: {}};
	const fileOf = async (text: string) => parseConfigFile(text, path.join(folder, 'config.toml'));

	before(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-tables-'));
		const database = new DatabaseSync(path.join(folder, 'shop.db'));
		database.exec(`
			CREATE TABLE outbox (id INTEGER PRIMARY KEY, kind TEXT, status TEXT, created TEXT, sent TEXT, problem TEXT);
			INSERT INTO outbox VALUES (1, 'insert', 'new', '2026-11-22 13:00:00', NULL, NULL), (2, 'insert', 'error', '2026-11-22 12:00:00', '2026-11-22 12:01:00', 'refused')`);
		database.close();
	});
	after(() => {
		rmSync(folder, {recursive: true});
	});

	test('is served by the mapping of the config file', async () => {
		await using served = await openServed(resolveServe({demo: false, connection: 'orders'}, {}, await fileOf(configOf(query))), {env: {}, say: line => assert.fail(line)});
		const {objects} = await served.backend.status();
		assert.deepEqual(objects.map(({object, pending, failed}) => [object, pending.inserts, failed]), [['records', 1, 1]]);
	});

	test('says what its mapping yields, and what is not available because of what it lacks', async () => {
		assert.equal(await printDiscovery(resolveConfig({connection: 'orders'}, {}, await fileOf(configOf(query))), streams), 0);
		assert.equal(said.stdout, `columns
  id           yielded, for pending, failed, done
  object       lacking
  record_id    lacking
  record_name  lacking
  operation    yielded, for pending, failed, done
  direction    lacking
  state        yielded, for pending, failed, done
  changed_at   yielded, for pending, failed, done
  done_at      yielded, for pending, failed, done
  code         lacking
  message      yielded, for pending, failed, done
  attempts     lacking
  url          lacking
  payload      lacking
N/A
  directions: direction is lacking
  code of errors: code is lacking
  attempts of errors: attempts is lacking
can be asked
  status
  throughput
  pending
  errors
  error-facets
  error-causes
  error-export
advice
  none
`);
	});

	test('that can\'t be read is one line', async () => {
		const asked = async (text: string) => {
			said.stderr = '';
			assert.equal(await printDiscovery(resolveConfig({connection: 'orders'}, {}, await fileOf(text)), streams), 1);
			return said.stderr;
		};

		assert.match(await asked(configOf('SELECT absent AS state FROM outbox')), /^sync-tui info: sqlite:.*shop\.db \(mapping [\da-f]{6}\): the mapping's query is not understood by the database: no such column: absent\n$/v);
		await assert.rejects(asked(configOf(query, 'mapping.statse = {}')), {message: /^mapping: .*statse.*\.$|^mapping\.statse: expected one of .*\.$/v});
	});
});
