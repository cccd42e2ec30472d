import assert from 'node:assert/strict';
import {homedir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {parseServeOptions, type ServeOptionFlags} from '../../source/config/serve-options.ts';
import {complaintOf} from '../helpers/complaint.ts';

const complaint = async (flags: ServeOptionFlags) => complaintOf(() => parseServeOptions(flags));

describe('what serve takes for production', () => {
	it('is nothing unless it is asked for: no tokens, no TLS, a log for people, and 10 s for requests that run at the end', () => {
		assert.deepEqual(parseServeOptions({}), {tokensFile: undefined, tls: undefined, logFormat: 'text', drainLimit: 10_000});
	});

	it('names files from here, or from home', () => {
		const {tokensFile, tls} = parseServeOptions({tokens: '~/tokens.toml', tlsCert: 'cert.pem', tlsKey: '/etc/key.pem'});
		assert.deepEqual({tokensFile, tls}, {tokensFile: path.join(homedir(), 'tokens.toml'), tls: {cert: path.resolve('cert.pem'), key: '/etc/key.pem'}});
	});

	it('has a certificate and its key together, and not on a Unix socket', async () => {
		assert.equal(await complaint({tlsCert: 'a'}), '--tls-cert and --tls-key go together; add --tls-key.');
		assert.equal(await complaint({tlsKey: 'a'}), '--tls-cert and --tls-key go together; add --tls-cert.');
		assert.match(await complaint({tlsCert: 'a', tlsKey: 'b', socket: 's'}), /^--tls-cert and --tls-key are for a port/v);
	});

	it('gives running requests a time of up to an hour', async () => {
		assert.deepEqual(['0', '0s', '5', '500ms', '1.5s', '2m', '60m'].map(drain => parseServeOptions({drain}).drainLimit), [0, 0, 5000, 500, 1500, 120_000, 3_600_000]);
		const times = ['61m', '-1s', 's', '1h', 'forever', '1e3', ''];
		assert.deepEqual(await Promise.all(times.map(async drain => complaint({drain}))), times.map(drain =>
			`--drain "${drain}" is not a time from 0s to 60m; give seconds (10) or a unit (500ms, 30s, 2m).`));
	});

	it('knows two kinds of log', async () => {
		assert.equal(parseServeOptions({log: 'json'}).logFormat, 'json');
		assert.equal(await complaint({log: 'xml'}), '--log "xml" is not a kind of log; give json (a line per request), or text.');
	});
});
