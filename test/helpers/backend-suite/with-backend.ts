
import {test} from 'node:test';
import type {OpenBackend} from '../backend-suite.ts';
import type {Ledger} from '../../../source/backends/ledger/ledger.ts';
import {now} from '../sync-samples.ts';

export type Clock = {now: number};

/** A test with a backend of its own, whose clock stands at `now` until the test moves it. */
export function withBackend(open: OpenBackend, name: string, body: (backend: Omit<Ledger, 'close'>, clock: Clock) => Promise<void>): void {
	test(name, async () => {
		const clock = {now};
		const {backend, close} = await open({clock: () => clock.now});
		try {
			await body(backend, clock);
		} finally {
			await close();
		}
	});
}
