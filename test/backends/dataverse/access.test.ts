/** Tokens, limits and refusals, on a real service with planted answers before it. */
import assert from 'node:assert/strict';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout} from 'node:timers/promises';
import {after, before, beforeEach, describe, it} from 'node:test';
import {ProblemError} from '../../../source/contract/problem.ts';
import {openDataverse} from '../../../source/backends/dataverse/open-dataverse.ts';
import {odataServer, type OdataServer, type Seen} from '../../helpers/odata-server.ts';
import {scriptedServer} from '../../helpers/scripted-server.ts';
import {errorsQuery, filter, hours} from '../../helpers/sync-samples.ts';
import {
	at, credentials, failure, isProblem, mapping, open, row,
} from './sample.ts';

describe('access to Dataverse', () => {
	let server: OdataServer;
	before(async () => {
		server = await odataServer();
		await server.fill([row(), failure('A', '12:30')]);
	});
	beforeEach(() => {
		server.plant(undefined);
		server.seen.length = 0;
	});
	after(async () => {
		await server[Symbol.asyncDispose]();
	});

	const forTokens = () => server.seen.filter(({method}) => method === 'POST');
	const isAboutRows = ({url}: Seen) => url.pathname.endsWith('/new_marketologs');

	it('asks for one token, by the client\'s credentials, and keeps it', async () => {
		await using backend = await open(server);
		await Promise.all([backend.status(), backend.errorFacets?.(filter()), backend.errors?.(errorsQuery())]);
		assert.deepEqual(forTokens().map(({body}) => Object.fromEntries(new URLSearchParams(body))), [
			{grant_type: 'client_credentials', client_id: 'sync-tui', client_secret: server.secret, scope: `${server.url}/.default`},
		]);
	});

	it('takes a new token where one is refused before its time, and asks again', async () => {
		await using backend = await open(server);
		server.tokens.clear();
		assert.equal((await backend.status()).objects[0]?.failed, 1);
		assert.equal(forTokens().length, 2);
	});

	it('takes a new token shortly before the old one ends', async () => {
		server.plant(({method}) => {
			if (method !== 'POST') {
				return undefined;
			}

			server.tokens.add('brief');
			return {status: 200, body: {access_token: 'brief', expires_in: 0}};
		});
		await using backend = await open(server);
		const {length} = forTokens();
		await backend.errors?.(errorsQuery());
		assert.equal(forTokens().length, length + 1);
	});

	it('gives up where the new token is refused, too', async () => {
		await using backend = await open(server);
		server.plant(({method}) => method === 'GET' ? {status: 401} : undefined);
		await assert.rejects(async () => backend.errors?.(errorsQuery()), isProblem('unavailable', /refuses the token \(HTTP 401\); is the application an application user/v));
		assert.equal(server.seen.filter(seen => isAboutRows(seen)).length, 2);
	});

	it('without a valid secret says which of Microsoft\'s errors it is, and nothing of the secret', async () => {
		const failing = open(server, {credentials: {...credentials(server), secret: async () => 'p4ssw0rd'}});
		const error: unknown = await failing.catch((error: unknown) => error);
		assert.ok(error instanceof ProblemError);
		assert.match(error.message, /gives no token \(invalid_client, AADSTS7000215\); check tenant, client id and secret$/v);
		assert.doesNotMatch(JSON.stringify([error.message, String(error.cause), error.stack]), /p4ssw0rd/v);
	});

	it('takes a token from elsewhere as it is', async () => {
		server.tokens.add('from-elsewhere');
		await using backend = await open(server, {credentials: {token: async () => 'from-elsewhere'}});
		await backend.status();
		assert.equal(forTokens().length, 0);
	});

	it('rests for as long as a 429 says, and sends nothing meanwhile', async () => {
		await using backend = await open(server);
		const body = {error: {code: '0x80072322', message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'}};
		server.plant(({method}) => method === 'GET' ? {status: 429, headers: {'retry-after': '37'}, body} : undefined);
		await assert.rejects(async () => backend.errors?.(errorsQuery()), (error: unknown) =>
			isProblem('rate-limited', /takes the next ones in 37 s$/v)(error) && error instanceof ProblemError && error.retryAfter === 37);
		server.plant(undefined);
		const {length} = server.seen;
		await assert.rejects(async () => backend.status(), isProblem('rate-limited', /in 3[67] s$/v));
		assert.equal(server.seen.length, length);
	});

	it('that needs a rest at the start can be tried again', async () => {
		server.plant(({method}) => method === 'GET' ? {status: 429, headers: {'retry-after': '3'}} : undefined);
		await assert.rejects(async () => open(server), isProblem('unavailable', /in 3 s$/v));
	});

	it('goes on after the rest', async () => {
		await using backend = await open(server);
		server.plant(({method}) => method === 'GET' ? {status: 503, headers: {'retry-after': '1'}} : undefined);
		await assert.rejects(async () => backend.errors?.(errorsQuery()), isProblem('rate-limited', /in 1 s$/v));
		server.plant(undefined);
		const isOver = async (): Promise<boolean> => {
			const asked = backend.errors?.(errorsQuery());
			const answer: unknown = await asked?.catch((error: unknown) => error);
			assert.ok(!(answer instanceof Error) || isProblem('rate-limited', /in 1 s$/v)(answer));
			return !(answer instanceof Error);
		};

		// eslint-disable-next-line no-await-in-loop -- until it answers; the test's own limit ends it
		while (!await isOver()) {
			// eslint-disable-next-line no-await-in-loop -- the event loop has other work
			await setTimeout(20);
		}
	});

	const pass = async ({url = '', headers: {authorization = ''}}: IncomingMessage, response: ServerResponse) => {
		const answer = await fetch(new URL(url, server.url), {headers: {authorization}});
		response.writeHead(answer.status, {'content-type': 'application/json'}).end(await answer.text());
	};

	it('sends four requests at a time', async () => {
		let running = 0;
		let most = 0;
		await using slow = await scriptedServer((request, response) => {
			running++;
			most = Math.max(most, running);
			response.once('close', () => {
				running--;
			});
			void pass(request, response);
		});
		server.tokens.add('t');
		await using through = await open(server, {url: slow.url, credentials: {token: async () => 't'}});
		await server.fill([row({new_status: 1, modifiedon: '2026-11-21T10:00:00Z'})]);
		await through.throughput?.(hours('2026-11-22T00:00:00Z', at('12:00')));
		assert.equal(most, 4);
	});

	it('follows no redirect, which could take the token elsewhere', async () => {
		let isReached = false;
		await using elsewhere = await scriptedServer((_request, response) => {
			isReached = true;
			response.end('{}');
		});
		server.plant(({method}) => method === 'GET' ? {status: 302, headers: {location: elsewhere.url}} : undefined);
		await assert.rejects(async () => open(server), isProblem('unavailable', /redirects elsewhere \(HTTP 302\)/v));
		assert.equal(isReached, false);
	});

	it('ends a request that takes too long', async () => {
		await using silent = await scriptedServer(() => undefined);
		await assert.rejects(
			async () => openDataverse({url: silent.url, mapping, timeout: 100, credentials: {token: async () => 't'}}),
			isProblem('unavailable', /^127\.0\.0\.1:\d+ has not answered within 0\.1 s$/v),
		);
	});

	it('reads no more of an answer than it can hold', async () => {
		await using endless = await scriptedServer((_request, response) => {
			const piece = 'x'.repeat(1024 * 1024);
			const more = () => {
				while (!response.destroyed && response.write(piece)) {
					// Until it has to wait.
				}
			};

			response.on('drain', more);
			more();
		});
		await assert.rejects(async () => openDataverse({url: endless.url, mapping}), isProblem('unavailable', /answers with more than 32 MB$/v));
	});

	it('says what a service refuses, in one line', async () => {
		await using backend = await open(server);
		server.plant(({method}) => method === 'GET' ? {status: 400, body: {error: {code: '0x80060888', message: 'Syntax\nerror'}}} : undefined);
		await assert.rejects(async () => backend.errors?.(errorsQuery()), isProblem('unavailable', /refuses a question \(HTTP 400, 0x80060888\): Syntax error$/v));
	});

	const addresses: ReadonlyArray<readonly [string, RegExp]> = [
		['http://org.crm.dynamics.com', /begins with http:\/\//v], ['ftp://org', /no URL that begins with https/v], ['https://user:pass@org.crm.dynamics.com', /without user/v], ['nonsense', /no URL/v],
	];
	for (const [url, words] of addresses) {
		it(`refuses the address ${url}`, async () => {
			await assert.rejects(async () => openDataverse({url, mapping}), isProblem('invalid-request', words));
		});
	}
});
