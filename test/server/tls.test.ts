/** A server that speaks TLS, to clients that check its certificate. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {Agent, request as httpsRequest} from 'node:https';
import type {IncomingMessage} from 'node:http';
import {connect as connectPlainly} from 'node:net';
import {text} from 'node:stream/consumers';
import {afterEach, test} from 'node:test';
import {connect, type TLSSocket} from 'node:tls';
import {listen, type Identity, type Listening} from '../../source/server/listen.ts';
import {expiredCertificate, privateKey, validCertificate} from '../helpers/certificates.ts';

const identity: Identity = {cert: validCertificate, key: privateKey};
const opened: Listening[] = [];
afterEach(async () => {
	await Promise.all(opened.splice(0).map(async server => server.close()));
});

async function serve(tls: Identity = identity): Promise<Listening> {
	const server = await listen(async () => new Response('hello'), {host: '127.0.0.1', port: 0}, {tls});
	opened.push(server);
	return server;
}

async function get(url: string, agent?: Agent): Promise<string> {
	const sent = httpsRequest(url, {ca: validCertificate, agent: agent ?? false}).end();
	const [response] = await once(sent, 'response') as [IncomingMessage];
	return text(response);
}

test('it says that it is https, and answers whoever trusts its certificate', async () => {
	const server = await serve();
	assert.match(server.url, /^https:\/\/127\.0\.0\.1:[1-9]\d*$/v);
	assert.equal(await get(server.url), 'hello');
});

test('it answers no one who speaks plain HTTP', async () => {
	const server = await serve();
	await assert.rejects(fetch(server.url.replace('https:', 'http:')), TypeError);
});

test('it speaks TLS 1.2 and newer, and nothing older', async () => {
	const {url} = await serve();
	const agree = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => {
		const socket: TLSSocket = connect({
			port: Number(new URL(url).port), host: '127.0.0.1', ca: validCertificate, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0',
		});
		try {
			await once(socket, 'secureConnect');
			return socket.getProtocol();
		} catch {
			return 'refused';
		} finally {
			socket.destroy();
		}
	};

	assert.deepEqual([await agree('TLSv1.1'), await agree('TLSv1.2'), await agree('TLSv1.3')], ['refused', 'TLSv1.2', 'TLSv1.3']);
});

test('another certificate counts for connections from then on, and breaks none that is open', async () => {
	const server = await serve({cert: expiredCertificate, key: privateKey});
	await assert.rejects(get(server.url), {code: 'CERT_HAS_EXPIRED'});
	server.renew(identity);
	const agent = new Agent({keepAlive: true, maxSockets: 1, ca: validCertificate});
	assert.equal(await get(server.url, agent), 'hello');
	server.renew({cert: expiredCertificate, key: privateKey});
	assert.equal(await get(server.url, agent), 'hello');
	await assert.rejects(get(server.url), {code: 'CERT_HAS_EXPIRED'});
	agent.destroy();
});

test('it closes within its time, also where a connection has not said a word', async () => {
	const server = await serve();
	const silent = connectPlainly(Number(new URL(server.url).port), '127.0.0.1');
	await once(silent, 'connect');
	// So that the server has it.
	assert.equal(await get(server.url), 'hello');
	const ended = once(silent, 'close');
	const before = performance.now();
	await server.close();
	await ended;
	// Its own time to agree upon TLS is 10 s.
	assert.ok(performance.now() - before < 6000);
});
