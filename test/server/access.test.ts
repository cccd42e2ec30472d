/** Which token is let in where. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, before, describe, test} from 'node:test';
import {openLedger, type Ledger} from '../../source/backends/ledger/ledger.ts';
import {routes, type RouteName} from '../../source/contract/routes.ts';
import {scopes, type Scope} from '../../source/contract/scope.ts';
import {createHandler, type HandlerOptions} from '../../source/server/handle.ts';
import {identify, type KnownToken} from '../../source/server/access.ts';
import type {Notes} from '../../source/server/observer.ts';

let ledger: Ledger;
before(() => {
	ledger = openLedger({file: ':memory:'});
});
after(async () => {
	await ledger.close();
});

const known = (name: string, allowed: readonly Scope[], expiresAt?: number): KnownToken => ({
	name, sha256: createHash('sha256').update(`secret of ${name}`.replaceAll(' ', '-')).digest(), scopes: new Set(allowed), expiresAt,
});
const tokens = [known('reader', ['read']), known('engine', ['ingest']), known('fixer', ['read', 'retry']), known('old', ['read'], 1)];
const bearer = (name: string) => ({authorization: `Bearer secret-of-${name}`});

async function ask(path: string, headers: Record<string, string>, {options, method = 'GET'}: {options?: HandlerOptions; method?: string} = {}) {
	const notes: Notes = {};
	const response = await createHandler(ledger, options ?? {tokens: () => tokens})(new Request(`http://localhost${path}`, {method, headers}), notes);
	const answer: unknown = method === 'HEAD' ? undefined : await response.json();
	return {status: response.status, answer, challenge: response.headers.get('www-authenticate'), notes};
}

describe('a token', () => {
	for (const scope of scopes) {
		test(`with the scope "${scope}" alone passes the routes of that scope, and no other`, async () => {
			const only = {tokens: () => [known('only', [scope])]};
			const refused = await Promise.all(Object.entries(routes).map(async ([name, {path, method}]) => {
				const {status} = await ask(path.replaceAll(/\{\w+\}/gv, 'x'), bearer('only'), {options: only, method});
				assert.notEqual(status, 401);
				return status === 403 ? name : undefined;
			}));
			const others = Object.entries(routes).filter(([, route]) => route.scope !== scope).map(([name]) => name);
			assert.deepEqual(refused.filter(name => name !== undefined), others);
		});
	}

	test('that lacks a scope is told which one', async () => {
		const {status, answer, challenge} = await ask('/v1/errors/retry', bearer('reader'), {method: 'POST'});
		assert.equal(status, 403);
		assert.partialDeepStrictEqual(answer, {code: 'forbidden', detail: 'POST /v1/errors/retry needs the scope "retry", and the token "reader" has read'});
		assert.equal(challenge, 'Bearer error="insufficient_scope", scope="retry"');
	});

	test('that isn\'t known is refused as such, and so is one that has expired', async () => {
		const stranger = await ask('/v1/status', bearer('stranger'));
		assert.deepEqual([stranger.status, stranger.notes], [401, {}]);
		assert.partialDeepStrictEqual(stranger.answer, {code: 'unauthorized', detail: 'this token is not known here; Authorization: Bearer TOKEN wants one that is'});
		const old = await ask('/v1/status', bearer('old'));
		assert.equal(old.status, 401);
		assert.partialDeepStrictEqual(old.answer, {code: 'unauthorized', detail: 'the token "old" has expired; ask for a new one'});
	});

	test('expires to the millisecond', () => {
		const dated = [known('dated', ['read'], 1000)];
		assert.ok(!('code' in identify(dated, 'Bearer secret-of-dated', 999)));
		assert.ok('code' in identify(dated, 'Bearer secret-of-dated', 1000));
	});

	test('is told by its name to those who watch', async () => {
		assert.deepEqual((await ask('/v1/status', bearer('fixer'))).notes, {token: 'fixer'});
		assert.deepEqual((await ask('/v1/status', {}, {options: {}})).notes, {});
	});

	test('counts from the next request on when it is added, and no longer when it is taken away', async () => {
		let list: readonly KnownToken[] = [];
		const options = {tokens: () => list};
		assert.equal((await ask('/v1', bearer('reader'), {options})).status, 401);
		list = tokens;
		assert.equal((await ask('/v1', bearer('reader'), {options})).status, 200);
		list = [];
		assert.equal((await ask('/v1', bearer('reader'), {options})).status, 401);
	});

	test('of the environment is allowed everything, beside those of a file', async () => {
		const options = {token: 'single', tokens: () => tokens};
		const single = {authorization: 'Bearer single'};
		const {status, notes} = await ask('/v1/retries', single, {options});
		assert.deepEqual([status, notes], [200, {token: 'default'}]);
		assert.equal((await ask('/v1/status', bearer('reader'), {options})).status, 200);
		assert.equal((await ask('/v1/retries', bearer('reader'), {options})).status, 403);
	});

	test('without the scope "retry" is not told that there is such a thing', async () => {
		const capabilities = async (name: string) => ((await ask('/v1', bearer(name))).answer as {capabilities: string[]}).capabilities;
		assert.ok((await capabilities('fixer')).includes('retry'));
		assert.ok(!(await capabilities('reader')).includes('retry'));
		assert.ok((await capabilities('reader')).includes('errors'));
	});
});

test('every route has a scope that changes no more than it says', () => {
	const byScope = Map.groupBy(Object.keys(routes) as RouteName[], name => routes[name].scope);
	assert.deepEqual(byScope.get('retry'), ['retryErrors', 'ignoreErrors']);
	assert.deepEqual(byScope.get('ingest'), ['changes', 'results', 'history', 'retries', 'describe']);
	assert.ok(byScope.get('read')?.every(name => routes[name].method === 'GET'));
});

test('health is told to everyone, the figures to those who may read', async () => {
	const options = {tokens: () => tokens, metrics: async () => ({contentType: 'application/json', text: '{"a":1}'})};
	assert.equal((await ask('/healthz', {}, {options})).status, 200);
	assert.equal((await ask('/metrics', {}, {options})).status, 401);
	assert.equal((await ask('/metrics', bearer('engine'), {options})).status, 403);
	assert.deepEqual((await ask('/metrics', bearer('reader'), {options})).answer, {a: 1});
	assert.equal((await ask('/metrics', {}, {options: {}})).status, 404);
});
