import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {UsageError} from '../../source/config/usage-error.ts';
import {resolveConfig, type DashboardFlags, type Environment} from '../../source/config/config.ts';

const resolve = (flags: DashboardFlags, environment: Environment = {}) => resolveConfig(flags, environment);
/** The line that the user reads; `none` where nothing is wrong. */
const complaint = (flags: DashboardFlags, environment: Environment = {}): string => {
	try {
		resolve(flags, environment);
		return 'none';
	} catch (error) {
		return error instanceof UsageError && !error.message.includes('\n') ? error.message : `not one line of a UsageError: ${String(error)}`;
	}
};

describe('the configuration', () => {
	it('is the demo where nothing is named', () => {
		assert.deepEqual(resolve({}).connection, {kind: 'demo', isAsked: false, demo: {speed: 1, seed: undefined}});
		assert.equal(resolve({}).interval, 5000);
	});

	it('takes the backend from the flag, then from the environment; the token from the environment alone', () => {
		assert.deepEqual(resolve({url: 'https://a.example/sync/'}, {SYNC_TUI_URL: 'https://b.example', SYNC_TUI_TOKEN: ' t '}).connection, {
			kind: 'url', url: 'https://a.example/sync', token: 't',
		});
		assert.deepEqual(resolve({}, {SYNC_TUI_URL: 'http://127.0.0.1:8484'}).connection, {kind: 'url', url: 'http://127.0.0.1:8484', token: undefined});
		assert.equal(resolve({demo: true}, {SYNC_TUI_URL: 'https://b.example'}).connection.kind, 'demo');
	});

	it('reads pauses with and without a unit', () => {
		assert.deepEqual(['10', '500ms', '2m', '1.5s'].map(interval => resolve({interval}).interval), [10_000, 500, 120_000, 1500]);
	});

	it('draws without colour or in ASCII where the environment says so', () => {
		assert.equal(resolve({}, {NO_COLOR: '1'}).color, false);
		assert.equal(resolve({}, {NO_COLOR: ''}).color, true);
		assert.equal(resolve({}, {TERM: 'dumb'}).color, false);
		assert.equal(resolve({}, {LANG: 'C'}).ascii, true);
		assert.equal(resolve({}, {LANG: 'es_ES.UTF-8'}).ascii, false);
	});

	it('answers what is wrong with one line that says what to do', () => {
		assert.match(complaint({url: 'sync.example.com'}), /^--url "sync\.example\.com" is not a URL; give/v);
		assert.match(complaint({url: 'ftp://sync.example.com'}), /is not a URL; give/v);
		assert.match(complaint({url: 'https://me:secret@sync.example.com'}), /SYNC_TUI_TOKEN in the environment instead/v);
		assert.match(complaint({url: 'https://sync.example.com/?a=1'}), /give the base URL alone/v);
		assert.match(complaint({interval: 'soon'}), /^--interval "soon" is not a pause from 500ms to 60m/v);
		assert.match(complaint({interval: '0'}), /is not a pause/v);
		assert.match(complaint({demoSpeed: '0'}), /^--demo-speed "0" is not a number from 1 to 3600/v);
		assert.match(complaint({demo: true, url: 'https://a.example'}), /exclude each other/v);
		assert.match(complaint({url: 'https://a.example', seed: '1'}), /leave them out with --url/v);
	});

	it('never says a secret', () => {
		assert.ok(!complaint({url: 'https://me:secret@sync.example.com'}).includes('secret'));
		assert.ok(!complaint({url: 'nonsense://me:secret@sync'}).includes('secret'));
	});

	it('sends no token unencrypted to another machine', () => {
		assert.match(complaint({url: 'http://sync.example.com'}, {SYNC_TUI_TOKEN: 't'}), /unencrypted over http; give an https URL/v);
		assert.equal(complaint({url: 'http://localhost:8484'}, {SYNC_TUI_TOKEN: 't'}), 'none');
		assert.equal(complaint({url: 'http://[::1]:8484'}, {SYNC_TUI_TOKEN: 't'}), 'none');
	});
});
