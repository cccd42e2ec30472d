import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {describe, it} from 'node:test';
import {newToken, type NewTokenFlags} from '../../source/commands/new-token.ts';
import {parseTokens} from '../../source/config/serve-tokens.ts';
import {complaintOf} from '../helpers/complaint.ts';

function make(flags: NewTokenFlags) {
	const said = {stdout: '', stderr: ''};
	const stream = (name: 'stdout' | 'stderr') => ({
		write(text: string) {
			said[name] += text;
		},
	});
	const code = newToken(flags, {stdout: stream('stdout'), stderr: stream('stderr')});
	return {...said, code};
}

const complaint = async (flags: NewTokenFlags) => complaintOf(() => make(flags));

describe('token new', () => {
	it('writes the token to stdout, and its entry without the token to stderr', async () => {
		const {stdout, stderr, code} = make({name: 'dashboard', scopes: 'read,retry', expires: '2027-01-31'});
		assert.equal(code, 0);
		assert.match(stdout, /^synctui_[\w\-]{43}\n$/v);
		assert.ok(!stderr.includes(stdout.trim()));
		assert.deepEqual(await parseTokens(stderr, 'tokens.toml'), [{
			name: 'dashboard', sha256: createHash('sha256').update(stdout.trim()).digest(), scopes: new Set(['read', 'retry']), expiresAt: Date.parse('2027-01-31T00:00:00Z'),
		}]);
	});

	it('makes entries that can stand one after the other, and another token each time', async () => {
		const made = ['a', 'b'].map(name => make({name, scopes: 'ingest'}));
		const entries = await parseTokens(made.map(({stderr}) => stderr).join(''), 'tokens.toml');
		assert.deepEqual(entries.map(({name}) => name), ['a', 'b']);
		assert.notEqual(made[0]?.stdout, made[1]?.stdout);
	});

	it('says what is missing or wrong', async () => {
		assert.match(await complaint({name: undefined, scopes: 'read'}), /^token new is followed by a name/v);
		assert.match(await complaint({name: 'a'}), /^token new wants --scopes: some of read, ingest and retry/v);
		assert.equal(await complaint({name: 'a', scopes: 'write'}), '--scopes: "write" is not a scope; there are read, ingest, retry.');
		assert.equal(await complaint({name: 'a', scopes: ','}), '--scopes names no scope; there are read, ingest, retry.');
		assert.match(await complaint({name: 'a]', scopes: 'read'}), /is no name for a token/v);
		for (const expires of ['tomorrow', '2027-02-31', '2027-01-31T12:00:00', '31.1.2027', '2027-13-01']) {
			// eslint-disable-next-line no-await-in-loop
			assert.match(await complaint({name: 'a', scopes: 'read', expires}), /^--expires is not a date/v, expires);
		}
	});
});
