/** What is said of a backend that speaks TLS badly, or not at all. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer as createPlainServer} from 'node:http';
import {createServer, type Server} from 'node:https';
import {createServer as createSilentServer, type Server as SilentServer} from 'node:net';
import {describe, it} from 'node:test';
import * as v from 'valibot';
import {createClient} from '../../source/client/http.ts';
import {expiredCertificate, futureCertificate, privateKey as key, validCertificate} from '../helpers/certificates.ts';

async function messageFrom(server: Server | SilentServer, protocol = 'https'): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	try {
		await createClient({baseUrl: `${protocol}://localhost:${port}`, timeout: 1000}).get('/v1', v.unknown());
		return 'an answer';
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	} finally {
		server.close();
	}
}

describe('a backend behind TLS', () => {
	it('has a certificate that has expired, and since when', async () => {
		assert.match(await messageFrom(createServer({key, cert: expiredCertificate})), /^the certificate expired [1-9]\d? years ago$/v);
	});

	it('has a certificate that does not hold yet', async () => {
		assert.match(await messageFrom(createServer({key, cert: futureCertificate})), /^the certificate is not valid yet: it will be in [1-9]\d years$/v);
	});

	it('has a certificate that nobody else vouches for', async () => {
		assert.equal(await messageFrom(createServer({key, cert: validCertificate})), 'the certificate is self-signed');
	});

	it('speaks HTTP alone', async () => {
		assert.equal(await messageFrom(createPlainServer()), 'what answers does not speak TLS');
	});

	it('is asked without TLS', async () => {
		assert.equal(await messageFrom(createServer({key, cert: validCertificate}), 'http'), 'the connection was reset');
	});

	it('does not say hello', async () => {
		const server = createSilentServer(socket => {
			socket.on('error', () => undefined);
			setTimeout(() => {
				socket.destroy();
			}, 3000).unref();
		});
		assert.equal(await messageFrom(server), 'no TLS connection within 1 s');
	});
});
