import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {openPatiently} from '../../source/commands/open-patiently.ts';
import {ProblemError} from '../../source/contract/problem.ts';

const {promise: never} = Promise.withResolvers<void>();

/** Something to open, that notes whether it was closed. */
function opened() {
	const one = {
		isClosed: false,
		async [Symbol.asyncDispose]() {
			one.isClosed = true;
		},
	};
	return one;
}

describe('opening what may not be there yet', () => {
	it('tries again while it is unavailable, and tells each time why', async () => {
		const told: string[] = [];
		let tries = 0;
		const one = opened();
		const got = await openPatiently(async () => {
			tries += 1;
			if (tries < 3) {
				throw new ProblemError('unavailable', `not yet, ${tries}`);
			}

			return one;
		}, {
			asked: never,
			onFailure({message}) {
				told.push(message);
			},
		});
		assert.equal(got, one);
		assert.deepEqual(told, ['not yet, 1', 'not yet, 2']);
		assert.equal(one.isClosed, false);
	});

	it('gives up at once on what another try would not mend', async () => {
		await assert.rejects(openPatiently(async () => {
			throw new ProblemError('invalid-request', 'there is no such table');
		}, {asked: never, onFailure: () => assert.fail('it was told')}), {message: 'there is no such table'});
	});

	it('ends when it is told to, between two tries and within one, and closes what comes too late', async () => {
		const {promise: asked, resolve: end} = Promise.withResolvers<void>();
		const failing = openPatiently<AsyncDisposable>(async () => {
			throw new ProblemError('unavailable', 'never');
		}, {
			asked,
			onFailure() {
				end();
			},
		});
		assert.equal(await failing, undefined);

		const {promise: arrival, resolve: arrive} = Promise.withResolvers<ReturnType<typeof opened>>();
		const late = openPatiently(async () => arrival, {asked, onFailure: () => assert.fail('it failed')});
		const one = opened();
		arrive(one);
		assert.equal(await late, undefined);
		assert.equal(one.isClosed, true);
	});
});
