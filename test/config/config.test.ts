import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseConfigFile} from '../../source/config/config-file.ts';
import {addressOf, resolveConfig, type DashboardFlags, type Environment} from '../../source/config/config.ts';
import {complaintOf} from '../helpers/complaint.ts';

const resolve = async (flags: DashboardFlags, environment: Environment = {}, toml?: string) =>
	resolveConfig(flags, environment, toml === undefined ? undefined : await parseConfigFile(toml, '/etc/sync.toml'));
const complaint = async (...given: Parameters<typeof resolve>) => complaintOf(async () => resolve(...given));
/** The URL that is watched, and what a message calls the place of its token. */
const watched = async (...given: Parameters<typeof resolve>): Promise<readonly [string, string?]> => {
	const {connection} = await resolve(...given);
	if (connection.kind !== 'url') {
		return [connection.kind];
	}

	const {url, tokenFrom} = connection;
	return tokenFrom === undefined ? [url] : [url, tokenFrom.setting];
};

describe('the configuration', () => {
	it('is the demo where nothing is named', async () => {
		assert.deepEqual(await resolve({}), {
			connection: {kind: 'demo', isAsked: false, demo: {speed: 1, seed: undefined}},
			interval: 5000, ascii: false, color: true, readOnly: false, cache: true, focus: true, insecureHttp: false,
		});
	});

	it('takes the backend from the flag, then from the environment, and knows where its token is, but not the token', async () => {
		const {connection} = await resolve({url: 'https://a.example/sync/'}, {SYNC_TUI_URL: 'https://b.example', SYNC_TUI_TOKEN: ' t '});
		assert.deepEqual(connection, {
			kind: 'url', name: undefined, url: 'https://a.example/sync', tokenFrom: {kind: 'environment', setting: 'SYNC_TUI_TOKEN'}, isInsecure: false, timeout: 10_000,
		});
		assert.deepEqual(await watched({}, {SYNC_TUI_URL: 'http://127.0.0.1:8484'}), ['http://127.0.0.1:8484']);
		assert.deepEqual(await watched({demo: true}, {SYNC_TUI_URL: 'https://b.example', SYNC_TUI_TOKEN: 't'}), ['demo']);
	});

	it('reads pauses with and without a unit', async () => {
		const pauses = await Promise.all(['10', '500ms', '2m', '1.5s'].map(async interval => (await resolve({interval})).interval));
		assert.deepEqual(pauses, [10_000, 500, 120_000, 1500]);
	});

	it('gives an answer ten seconds, or as long as the flag, the connection or the file says', async () => {
		const timeoutOf = async (...given: Parameters<typeof resolve>) => {
			const {connection} = await resolve(...given);
			return connection.kind === 'url' ? connection.timeout : undefined;
		};

		const file = 'timeout = 20\n[connections.crm]\nurl = "https://crm.example"\ntimeout = "1m"\n[connections.erp]\nurl = "https://erp.example"';
		assert.equal(await timeoutOf({url: 'https://a.example'}), 10_000);
		assert.equal(await timeoutOf({connection: 'erp'}, {}, file), 20_000);
		assert.equal(await timeoutOf({connection: 'crm'}, {}, file), 60_000);
		assert.equal(await timeoutOf({connection: 'crm', timeout: '1500ms'}, {}, file), 1500);
	});

	it('draws without colour or in ASCII where the environment says so', async () => {
		assert.equal((await resolve({}, {NO_COLOR: '1'})).color, false);
		assert.equal((await resolve({}, {NO_COLOR: ''})).color, true);
		assert.equal((await resolve({}, {TERM: 'dumb'})).color, false);
		assert.equal((await resolve({}, {LANG: 'C'})).ascii, true);
		assert.equal((await resolve({}, {LC_ALL: ' ', LANG: 'es_ES.UTF-8'})).ascii, false);
		assert.equal((await resolve({ascii: false}, {LANG: 'C'})).ascii, false);
	});

	it('answers what is wrong with one line that says what to do', async () => {
		assert.match(await complaint({url: 'sync.example.com'}), /^--url "sync\.example\.com" is not a URL; give/v);
		assert.match(await complaint({}, {SYNC_TUI_URL: 'sync.example.com'}), /^SYNC_TUI_URL "sync\.example\.com" is not a URL; give/v);
		assert.match(await complaint({url: 'https://me:secret@sync.example.com'}), /SYNC_TUI_TOKEN in the environment instead/v);
		assert.match(await complaint({url: 'https://sync.example.com/?a=1'}), /give the base URL alone/v);
		assert.match(await complaint({interval: 'soon'}), /^--interval "soon" is not a pause from 500ms to 60m/v);
		assert.match(await complaint({interval: '0'}), /is not a pause/v);
		assert.match(await complaint({url: 'https://a.example', timeout: '500ms'}), /^--timeout "500ms" is not a time from 1s to 60s; give/v);
		assert.match(await complaint({interval: '\u{1B}[2J\nsoon'}), /^--interval "\u{FFFD}\[2J\u{FFFD}soon" is not a pause/v);
		assert.match(await complaint({demoSpeed: '0'}), /^--demo-speed "0" is not a number from 1 to 3600/v);
		assert.match(await complaint({demo: true, url: 'https://a.example'}), /--demo and --url exclude each other/v);
		assert.match(await complaint({demo: true, connection: 'crm'}), /a connection and --demo exclude each other/v);
		assert.match(await complaint({url: 'https://a.example', connection: 'crm'}), /a connection and --url exclude each other/v);
		assert.match(await complaint({url: 'https://a.example', seed: '1'}), /leave them out with --url/v);
	});

	it('sends no token unencrypted to another machine, unless it is told that it may', async () => {
		const open = {url: 'http://sync.example.com'};
		assert.match(await complaint(open, {SYNC_TUI_TOKEN: 't'}), /^The token of SYNC_TUI_TOKEN would travel unencrypted over http; give an https URL/v);
		assert.match(await complaint({...open, tokenFile: 'f'}), /^The token of --token-file would travel/v);
		assert.equal(await complaint(open), 'none');
		const {connection, insecureHttp} = await resolve({...open, insecureHttp: true}, {SYNC_TUI_TOKEN: 't'});
		assert.deepEqual([connection.kind === 'url' && connection.isInsecure, insecureHttp], [true, true]);
		const closed = await resolve({url: 'http://[::1]:8484', insecureHttp: true}, {SYNC_TUI_TOKEN: 't'});
		assert.equal(closed.connection.kind === 'url' && closed.connection.isInsecure, false);
	});

	it('wants one source of the token in the environment', async () => {
		const url = 'https://a.example';
		assert.match(await complaint({url}, {SYNC_TUI_TOKEN: 't', SYNC_TUI_TOKEN_FILE: 'f'}), /^SYNC_TUI_TOKEN and SYNC_TUI_TOKEN_FILE are two sources of one token; unset one/v);
		assert.deepEqual(await watched({url}, {SYNC_TUI_TOKEN: ' ', SYNC_TUI_TOKEN_FILE: 'f'}), [url, 'SYNC_TUI_TOKEN_FILE']);
		assert.deepEqual(await watched({url, tokenFile: 'f'}, {SYNC_TUI_TOKEN: 't'}), [url, '--token-file']);
		assert.match(await complaint({url}, {SYNC_TUI_TOKEN: 'two words'}), /^SYNC_TUI_TOKEN holds a space/v);
	});
});

describe('a configuration with a file', () => {
	const toml = `
interval = "30s"
readOnly = true
ascii = true
focus = false
cache = false
default = "crm"
[connections.crm]
url = "https://crm.example"
tokenFile = "/run/crm"
interval = 20
[connections.erp]
url = "https://erp.example"
tokenCommand = ["pass", "show", "erp"]
readOnly = false
`;
	it('keeps what is known of two mappings over one database apart', async () => {
		const mappings = ['one', 'two'].map(name => `[connections.${name}]\ndatabase = "postgres://reader@db.example/app"\nmapping.query = "SELECT '${name}' AS state"\n`).join('');
		const [one, two] = await Promise.all(['one', 'two'].map(async name => addressOf((await resolve({connection: name}, {}, mappings)).connection)));
		assert.match(one ?? '', /^postgres:\/\/reader@db\.example\/app \(mapping [\da-f]{6}\)$/v);
		assert.notEqual(one, two);
	});

	it('opens the connection that is named, else the default', async () => {
		assert.deepEqual(await watched({}, {}, toml), ['https://crm.example', 'connections.crm.tokenFile in /etc/sync.toml']);
		assert.deepEqual(await watched({connection: 'erp'}, {}, toml), ['https://erp.example', 'connections.erp.tokenCommand in /etc/sync.toml']);
		assert.deepEqual(await watched({connection: 'erp'}, {SYNC_TUI_URL: 'https://env.example'}, toml), ['https://erp.example', 'connections.erp.tokenCommand in /etc/sync.toml']);
		assert.deepEqual(await watched({}, {}, 'url = "https://one.example"\ntokenFile = "t"'), ['https://one.example', 'tokenFile in /etc/sync.toml']);
	});

	it('is outdone by flags, then by the environment, then by the connection', async () => {
		const of = async (...given: Parameters<typeof resolve>) => {
			const {interval, readOnly, ascii, focus, cache} = await resolve(...given);
			return {interval, readOnly, ascii, focus, cache};
		};

		assert.deepEqual(await of({}, {}, toml), {interval: 20_000, readOnly: true, ascii: true, focus: false, cache: false});
		assert.deepEqual(await of({connection: 'erp'}, {}, toml), {interval: 30_000, readOnly: false, ascii: true, focus: false, cache: false});
		assert.deepEqual(await of({interval: '1s', readOnly: false, ascii: false, focus: true, cache: true}, {}, toml), {interval: 1000, readOnly: false, ascii: false, focus: true, cache: true});
		assert.deepEqual(await watched({}, {SYNC_TUI_URL: 'https://env.example'}, toml), ['https://env.example']);
		assert.deepEqual(await watched({}, {SYNC_TUI_TOKEN: 't'}, toml), ['https://crm.example', 'SYNC_TUI_TOKEN']);
		assert.deepEqual(await watched({demo: true}, {}, toml), ['demo']);
	});

	it('sends a token nowhere but to the URL that it stands beside', async () => {
		const own = 'url = "https://own.example"\ntokenFile = "/run/own"\ninsecureHttp = true\n[connections.crm]\nurl = "https://crm.example"';
		assert.deepEqual(await watched({url: 'https://other.example'}, {}, own), ['https://other.example']);
		assert.deepEqual(await watched({connection: 'crm'}, {}, own), ['https://crm.example']);
		assert.match(await complaint({url: 'http://other.example'}, {SYNC_TUI_TOKEN: 't'}, own), /unencrypted/v);
	});

	it('lets a token travel unencrypted where it says so', async () => {
		const open = '[connections.lan]\nurl = "http://lan.example"\ntokenFile = "/run/lan"\n';
		assert.match(await complaint({connection: 'lan'}, {}, open), /^The token of connections\.lan\.tokenFile in \/etc\/sync\.toml would travel unencrypted/v);
		const {connection} = await resolve({connection: 'lan'}, {}, `${open}insecureHttp = true`);
		assert.equal(connection.kind === 'url' && connection.isInsecure, true);
		assert.match(await complaint({connection: 'lan', insecureHttp: false}, {}, `${open}insecureHttp = true`), /unencrypted/v);
	});

	it('says which connections there are', async () => {
		assert.equal(await complaint({connection: 'cmr'}, {}, toml), 'There is no connection "cmr" in /etc/sync.toml, and no such command; the connections are crm, erp.');
		assert.match(await complaint({connection: 'crn'}, {}, toml), /; is crm meant\?$/v);
		assert.match(await complaint({connection: 'crm'}), /^There is no command "crm", and no config file/v);
	});
});

describe('what has no URL', () => {
	const servedBy = async (...given: Parameters<typeof resolve>) => {
		const {connection} = await resolve(...given);
		if (connection.kind !== 'served') {
			throw new TypeError(`served by ${connection.kind}`);
		}

		return connection;
	};

	it('is served by a server of our own, which is told the same', async () => {
		const {address, serveWith, backend} = await servedBy({database: 'postgres://reader@db/app', preset: 'pg-boss', allowWrites: true});
		assert.equal(backend.kind, 'tables');
		assert.equal(address, 'postgres://reader@db/app (pg-boss)');
		assert.deepEqual(serveWith, ['--database=postgres://reader@db/app', '--preset=pg-boss', '--allow-writes']);
	});

	it('is named by a connection, by a variable, or is a file', async () => {
		const toml = 'default = "jobs"\n[connections.jobs]\ndatabase = "postgres://db/app"\npreset = "pg-boss"\noptions = {schema = "x"}\npasswordFile = "secret"';
		const {name, serveWith, address, backend} = await servedBy({}, {}, toml);
		assert.deepEqual([name, serveWith, address], ['jobs', ['jobs'], 'postgres://db/app (pg-boss, schema=x)']);
		assert.deepEqual(backend.kind === 'tables' && backend.password, {kind: 'file', setting: '/etc/sync.toml: connections.jobs.passwordFile', file: '/etc/secret'});
		assert.equal((await servedBy({}, {SYNC_TUI_DATABASE: 'postgres://me:hidden@db/app'})).address, 'postgres://me@db/app');
		assert.deepEqual((await servedBy({file: '/tmp/errors.csv', columns: 'message=Fehlertext, code = Nummer'})).backend, {
			kind: 'error-file', file: '/tmp/errors.csv', columns: {message: 'Fehlertext', code: 'Nummer'}, timeZone: undefined,
		});
	});

	it('is one thing alone', async () => {
		assert.equal(await complaint({database: 'sqlite:a.db', url: 'https://a.example'}), '--url and --database exclude each other; leave one out.');
		assert.equal(await complaint({connection: 'a', database: 'sqlite:a.db'}), 'The name of a connection and --database exclude each other; leave one out.');
		assert.equal(await complaint({file: 'a.csv', preset: 'outbox'}), '--preset goes with database, not with file; leave it out.');
		assert.equal(await complaint({url: 'https://a.example', allowWrites: true}), '--allow-writes is for what has no URL, and --url names one; leave one out.');
		assert.equal(await complaint({}, {SYNC_TUI_URL: 'https://a.example', SYNC_TUI_DATABASE: 'sqlite:a.db'}), 'SYNC_TUI_URL and SYNC_TUI_DATABASE both say what to open; unset one of them.');
		assert.equal(await complaint({columns: 'message', file: 'a.csv'}), '--columns wants pairs of our name and the file\'s, such as message=Fehlertext,code=Fehlernummer.');
	});

	it('is told in the file without a secret, and completely', async () => {
		const about = async (toml: string) => complaint({}, {}, toml);
		assert.match(await about('[connections.a]\ndatabase = "postgres://me:hidden@db/app"'), /^\/etc\/sync.toml: connections.a.database holds a password/v);
		assert.match(await about('[connections.a]\ndatabase = "postgres://db/app"\npassword = "hidden"'), /name a file with passwordFile, or a program that prints it with passwordCommand\.$/v);
		assert.match(await about('database = "postgres://db/app"'), /database belongs to a connection; put it into a table such as \[connections\.app\]/v);
		assert.match(await about('[connections.a]\nurl = "https://a.example"\nfile = "x.csv"'), /url and file both say what to open/v);
		assert.match(await about('[connections.a]\nfile = "x.csv"\ntenant = "t"'), /connections\.a\.tenant goes with dataverse, not with file/v);
		assert.match(await about('[connections.a]\ndatabase = "postgres://db/app"\npreset = "outbox"\nmapping = {query = "SELECT 1"}'), /preset and mapping both say how the tables are read/v);
		assert.match(await about('[connections.a]\ndataverse = "https://org.example"\ntenant = "t"'), /lacks its clientId; an application signs in/v);
		assert.match(await about('[connections.a]\ndatabase = "postgres-replication://db/app"\npublisher = "mysql://db/app"'), /publisher is to be a PostgreSQL/v);
		assert.match(await about('[connections.a]\ninterval = "5s"'), /lacks its url; give the backend's base URL, or a database, a dataverse or a file\.$/v);
	});
});
