import assert from 'node:assert/strict';
import {homedir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {resolveServe, type ServeFlags} from '../../source/commands/serve-settings.ts';
import {parseConfigFile} from '../../source/config/config-file.ts';
import type {Environment} from '../../source/config/config.ts';
import {UsageError} from '../../source/config/usage-error.ts';

const resolve = (flags: Partial<ServeFlags>, environment: Environment = {}) => resolveServe({demo: false, ...flags}, environment);
const complaintOf = (ask: () => unknown): string => {
	try {
		ask();
	} catch (error) {
		return error instanceof UsageError ? error.message : `not a UsageError: ${String(error)}`;
	}

	return 'none';
};

const complaint = (flags: Partial<ServeFlags>): string => complaintOf(() => resolve(flags));
const ledgerIn = (file: string) => ({kind: 'ledger', address: {kind: 'sqlite', file}, password: undefined});

describe('the settings of serve', () => {
	it('are port 8484 of this computer alone, and a ledger in the data folder', () => {
		const {address, backend, folder, demo} = resolve({}, {XDG_DATA_HOME: '/data'});
		assert.deepEqual({address, backend, folder, demo}, {
			address: {host: '127.0.0.1', port: 8484}, backend: ledgerIn('/data/sync-tui/ledger.db'), folder: '/data/sync-tui', demo: undefined,
		});
		assert.deepEqual(resolve({}, {XDG_DATA_HOME: 'not/absolute'}).backend, ledgerIn(`${homedir()}/.local/share/sync-tui/ledger.db`));
		assert.deepEqual(resolve({}).backend, ledgerIn(`${homedir()}/.local/share/sync-tui/ledger.db`));
	});

	it('keep the demo in memory, unless a file is named', () => {
		assert.deepEqual(resolve({demo: true}).backend, ledgerIn(':memory:'));
		assert.deepEqual(resolve({demo: true, demoSpeed: '60', seed: 'x'}).demo, {speed: 60, seed: 'x'});
		assert.deepEqual(resolve({demo: true, database: 'sqlite:demo.db'}).backend, ledgerIn(path.resolve('demo.db')));
	});

	it('take a file from sqlite: and make no folder for it', () => {
		const {backend, folder} = resolve({database: 'sqlite:/srv/ledger.db'});
		assert.deepEqual({backend, folder}, {backend: ledgerIn('/srv/ledger.db'), folder: undefined});
	});

	it('take a ledger in PostgreSQL, and its password from the environment, a file or psql\'s own places', () => {
		const address = {kind: 'postgres', url: 'postgres://me@db/sync'};
		assert.deepEqual(resolve({database: 'postgres://me@db/sync'}).backend, {kind: 'ledger', address, password: undefined});
		assert.deepEqual(resolve({database: 'postgresql://me@db/sync'}, {SYNC_TUI_DATABASE_PASSWORD: 's'}).backend, {
			kind: 'ledger', address, password: {kind: 'environment', setting: 'SYNC_TUI_DATABASE_PASSWORD'},
		});
		assert.deepEqual(resolve({database: 'postgres://me@db/sync', passwordFile: '/run/secret'}).backend, {
			kind: 'ledger', address, password: {kind: 'file', setting: '--password-file', file: '/run/secret'},
		});
		assert.deepEqual(resolve({}, {SYNC_TUI_DATABASE: 'postgres://me:s%40s@db/sync'}).backend, {
			kind: 'ledger', address, password: {kind: 'environment', setting: 'SYNC_TUI_DATABASE'},
		});
	});

	it('refuse other databases, and repeat no password of theirs', () => {
		assert.match(complaint({database: 'postgres://me:secret@db/sync'}), /^--database holds a password, which others may see; take it out/v);
		assert.match(complaint({database: 'oracle://me:secret@db/sync'}), /^--database oracle: is no database that can be opened; give sqlite:FILE/v);
		assert.match(complaint({database: 'secret:x'}), /^--database is no database that can be opened/v);
		assert.match(complaint({database: './ledger.db'}), /give sqlite:FILE/v);
		assert.match(complaint({database: 'sqlite:'}), /lacks the file/v);
		assert.match(complaint({database: 'mysql://me@db/sync'}), /^--database is a MySQL, which can't be a ledger; name a preset/v);
	});

	it('name the tables of another engine, which are not to be filled, pruned or copied', () => {
		assert.deepEqual(resolve({database: 'mysql://me@db/sync', preset: 'outbox'}).backend, {
			kind: 'tables', address: {kind: 'mysql', url: 'mysql://me@db/sync'}, password: undefined, preset: 'outbox', options: {}, mapping: undefined, allowWrites: false,
		});
		assert.match(complaint({database: 'postgres://db/sync', preset: 'outbox', demo: true}), /^--demo is for a ledger/v);
		assert.match(complaint({database: 'postgres://db/sync', preset: 'outbox', keepErrors: '3d'}), /^--keep-errors is for a ledger/v);
		assert.match(complaint({database: 'postgres://db/sync', backup: 'copy.db'}), /^--backup copies a ledger in a file; for one in PostgreSQL/v);
		assert.match(complaint({preset: 'outbox'}), /^--preset goes with database, which is not there/v);
	});

	it('name a connection of the config file, unless a server answers for it already', async () => {
		const file = await parseConfigFile('[connections.boss]\ndatabase = "postgres://db/app"\npreset = "pg-boss"\noptions = {schema = "jobs"}\n[connections.crm]\nurl = "https://a.example"', '/etc/sync.toml');
		const {backend} = resolveServe({demo: false, connection: 'boss', allowWrites: true}, {}, file);
		assert.deepEqual(backend, {
			kind: 'tables', address: {kind: 'postgres', url: 'postgres://db/app'}, password: undefined, preset: 'pg-boss', options: {schema: 'jobs'}, mapping: undefined, allowWrites: true,
		});
		assert.match(complaintOf(() => resolveServe({demo: false, connection: 'crm'}, {}, file)), /^The connection "crm" has a url, where a server answers already/v);
		assert.match(complaintOf(() => resolveServe({demo: false, connection: 'bos'}, {}, file)), /is boss meant\?/v);
	});

	it('refuse ports that there are not', () => {
		assert.deepEqual(resolve({port: '0'}).address, {host: '127.0.0.1', port: 0});
		const ports = ['65536', '-1', '8e3', 'http', '1.5'];
		assert.deepEqual(ports.map(port => complaint({port})), ports.map(port => `--port "${port}" is not a port; give a number from 0 (any that is free) to 65535.`));
	});

	it('refuse a host that others can reach while no token guards it', () => {
		assert.match(complaint({host: '0.0.0.0'}), /set SYNC_TUI_TOKEN/v);
		assert.match(complaint({host: '127.0.0.1.example.com'}), /set SYNC_TUI_TOKEN/v);
		assert.deepEqual(resolve({host: '0.0.0.0', token: 't'}).address, {host: '0.0.0.0', port: 8484});
		assert.deepEqual(['localhost', 'LOCALHOST', '::1', '127.0.0.2', '::ffff:127.0.0.1'].map(host => complaint({host})), ['none', 'none', 'none', 'none', 'none']);
		const others = ['::', '::ffff:0.0.0.0', '::ffff:192.168.0.7', '0', '127.1', 'my-host'];
		assert.deepEqual(others.map(host => complaint({host})), others.map(host =>
			`--host ${host} can be reached from other computers; set SYNC_TUI_TOKEN to the token that they must send, name a file of tokens with --tokens, or leave --host out.`));
	});

	it('take a socket or a port, not both', () => {
		assert.deepEqual(resolve({socket: '/run/sync.sock'}).address, {socket: '/run/sync.sock'});
		assert.match(complaint({socket: '/run/sync.sock', port: '1'}), /--socket excludes/v);
		assert.match(complaint({socket: '/run/sync.sock', host: 'localhost'}), /--socket excludes/v);
	});

	it('have a file to copy the ledger to, or an address to serve it at', () => {
		assert.equal(resolve({backup: '/srv/copy.db'}).backup, '/srv/copy.db');
		assert.equal(resolve({}).backup, undefined);
		for (const flags of [{demo: true}, {port: '1'}, {host: 'localhost'}, {socket: '/run/sync.sock'}]) {
			assert.equal(complaint({backup: 'copy.db', ...flags}), '--backup copies a ledger and serves nothing; leave --demo, --socket, --host and --port out.');
		}
	});

	it('want the demo for what only it has', () => {
		assert.match(complaint({seed: 'x'}), /add --demo/v);
		assert.match(complaint({demoSpeed: '2'}), /add --demo/v);
		assert.match(complaint({demo: true, demoSpeed: '0'}), /--demo-speed "0"/v);
	});

	it('keep errors for 30 days, in the demo for the 120 hours of its past, or for as long as they are told to', () => {
		assert.equal(resolve({}).keptHours, 720);
		assert.equal(resolve({demo: true}).keptHours, 120);
		assert.deepEqual(['1h', '48h', '2d', 'forever'].map(keepErrors => resolve({keepErrors}).keptHours), [1, 48, 48, undefined]);
		assert.equal(resolve({demo: true, keepErrors: '1h'}).keptHours, 1);
	});

	it('refuse to keep errors for a time that is none, or none to speak of', () => {
		const times = ['0h', '0d', '30', 'h', '30m', '1.5d', '-1h', '1e3h', ' 1h', '1H', '9999999d', 'Forever'];
		assert.deepEqual(times.map(keepErrors => complaint({keepErrors})), times.map(time =>
			`--keep-errors "${time}" is not a time to keep errors for; give whole hours (120h), days (30d), or forever; 1h is the least.`));
	});
});
