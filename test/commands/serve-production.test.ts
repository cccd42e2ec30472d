/** The program as it runs in production: tokens, TLS, its log, its figures and its end. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {after, describe, it} from 'node:test';
import {newToken} from '../../source/commands/new-token.ts';
import {privateKey, validCertificate} from '../helpers/certificates.ts';
import {startServe, type ServeProgram} from '../helpers/serve-program.ts';
import {change} from '../helpers/sync-samples.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'production-'));
after(() => {
	rmSync(folder, {recursive: true});
});

function write(name: string, content: string): string {
	const file = path.join(folder, name);
	writeFileSync(file, content);
	chmodSync(file, 0o600);
	return file;
}

/** A token, and its entry. */
function tokenFor(name: string, scopes: string): {token: string; entry: string} {
	const made = {token: '', entry: ''};
	newToken({name, scopes}, {
		stdout: {
			write(line) {
				made.token += line.trim();
			},
		},
		stderr: {
			write(line) {
				made.entry += line;
			},
		},
	});
	return made;
}

const start = (name: string, ...flags: readonly string[]) => startServe(['--database', `sqlite:${path.join(folder, `${name}.db`)}`, '--port', '0', ...flags]);

async function urlOf(server: ServeProgram): Promise<string> {
	return /https?:\/\/\S+/v.exec(await server.line())?.[0] ?? '';
}

/** A report of which the last byte isn't sent: the server waits for it. */
async function holdRequest(server: ServeProgram): Promise<{url: string; answer: Promise<[IncomingMessage]>; finish: () => Promise<number | undefined>}> {
	const url = await urlOf(server);
	const body = JSON.stringify([change('held')]);
	const sent = httpRequest(`${url}/v1/changes`, {method: 'POST', agent: false, headers: {'content-type': 'application/json', 'content-length': body.length}});
	const answer = once(sent, 'response') as Promise<[IncomingMessage]>;
	answer.catch(() => undefined);
	sent.on('error', () => undefined);
	sent.write(body.slice(0, -1));
	for (let running = ''; running !== '2';) {
		// eslint-disable-next-line no-await-in-loop -- until the server has it, beside the question itself.
		running = /^sync_tui_http_requests_running (?<count>\d+)$/mv.exec(await (await fetch(`${url}/metrics`, {headers: {connection: 'close'}})).text())?.groups?.count ?? '';
	}

	return {
		url,
		answer,
		async finish() {
			sent.end(body.slice(-1));
			const [{statusCode}] = await answer;
			return statusCode;
		},
	};
}

describe('serve in production', () => {
	it('speaks TLS, lets in the tokens of its file for what they may, and logs a line of JSON for each request', async () => {
		const [reader, engine] = [tokenFor('reader', 'read'), tokenFor('engine', 'ingest')];
		const cert = write('cert.pem', validCertificate);
		await using server = start('tls', '--tokens', write('tokens.toml', reader.entry + engine.entry), '--tls-cert', cert, '--tls-key', write('key.pem', privateKey), '--log', 'json');
		const url = await urlOf(server);
		assert.match(url, /^https:\/\/127\.0\.0\.1:\d+$/v);
		const ask = async (target: string, token: string, body?: string) => {
			const sent = httpsRequest(`${url}${target}`, {
				ca: validCertificate, agent: false, method: body === undefined ? 'GET' : 'POST', headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
			}).end(body);
			const [response] = await once(sent, 'response') as [IncomingMessage];
			return {status: response.statusCode, body: await text(response)};
		};

		const report = JSON.stringify([change('1')]);
		assert.equal((await ask('/v1/changes', engine.token, report)).status, 202);
		assert.equal((await ask('/v1/changes', reader.token, report)).status, 403);
		assert.equal((await ask('/v1/status', reader.token)).status, 200);
		assert.equal((await ask('/v1/status', 'nobody')).status, 401);
		const page = await ask('/metrics', reader.token);
		assert.match(page.body, /^sync_tui_pending_records\{object="lead",operation="update"\} 1$/mv);
		assert.match(page.body, /^sync_tui_changes_received_total\{outcome="accepted"\} 1$/mv);
		server.child.kill('SIGTERM');
		assert.equal(await server.closed, 0);
		const lines = server.said.stderr.trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
		assert.deepEqual(lines.map(({route, status, token}) => [route, status, token]), [
			['/v1/changes', 202, 'engine'], ['/v1/changes', 403, 'reader'], ['/v1/status', 200, 'reader'], ['/v1/status', 401, undefined], ['/metrics', 200, 'reader'],
		]);
	});

	it('lets running requests end at SIGTERM, and tells whoever asks for its health meanwhile', async () => {
		await using server = start('drain');
		const {url, finish} = await holdRequest(server);
		server.child.kill('SIGTERM');
		await server.complaint(/requests that run have 10 s to do so: 1 \(another signal ends at once\)/v);
		const health = await fetch(`${url}/healthz`);
		assert.deepEqual([health.status, health.headers.get('retry-after'), health.headers.get('connection')], [503, '2', 'close']);
		assert.equal((await fetch(`${url}/livez`)).status, 200);
		assert.equal(await finish(), 202);
		assert.equal(await server.closed, 0);
	});

	it('breaks off what runs for longer than --drain says, and ends well all the same', async () => {
		await using server = start('limit', '--drain', '200ms');
		const {answer} = await holdRequest(server);
		server.child.kill('SIGTERM');
		await assert.rejects(answer, {code: 'ECONNRESET'});
		assert.equal(await server.closed, 0);
		assert.match(server.said.stderr, /requests that ran for too long were broken off\n$/v);
	});

	it('ends at once at a second signal, whichever it is', async () => {
		await using server = start('twice', '--drain', '60m');
		await holdRequest(server);
		server.child.kill('SIGTERM');
		await server.complaint(/another signal ends at once/v);
		server.child.kill('SIGINT');
		await server.closed;
		assert.equal(server.child.signalCode, 'SIGINT');
	});

	it('says that tokens travel unencrypted where others can reach it without TLS', async () => {
		await using server = start('open', '--host', '0.0.0.0', '--tokens', write('open.toml', tokenFor('reader', 'read').entry));
		await server.line();
		await server.complaint(/^sync-tui serve: tokens reach 0\.0\.0\.0 unencrypted, unless a proxy that speaks TLS stands in front; --tls-cert and --tls-key encrypt them here\n$/v);
	});

	it('ends with 2 and one line where a file is wrong', async () => {
		await using server = start('wrong', '--tokens', write('wrong.toml', '[tokens.a]\nscopes = ["read"]'));
		assert.equal(await server.closed, 2);
		assert.match(server.said.stderr, /^sync-tui: [^\n]*wrong\.toml: tokens\.a\.sha256 is to be the SHA-256 of the token[^\n]*\n$/v);
	});
});
