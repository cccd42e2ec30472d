/** What every backend that takes reports must do, whatever it stores them in and whatever stands between. */

import {describe} from 'node:test';
import type {Ledger} from '../../source/backends/ledger/ledger.ts';
import {backlogSuite} from './backend-suite/backlog.ts';
import {descriptionSuite} from './backend-suite/description.ts';
import {errorActionsSuite} from './backend-suite/error-actions.ts';
import {errorCausesSuite} from './backend-suite/error-causes.ts';
import {errorPagesSuite} from './backend-suite/error-pages.ts';
import {errorsSuite} from './backend-suite/errors.ts';
import {exportSuite} from './backend-suite/export.ts';
import {pendingSuite} from './backend-suite/pending.ts';
import {throughputSuite} from './backend-suite/throughput.ts';

export type OpenOptions = {
	/** ms UTC. */
	readonly clock: () => number;
};

/** Opens a new, empty backend. */
export type OpenBackend = (options: OpenOptions) => Promise<{backend: Omit<Ledger, 'close'>; close: () => Promise<void>}>;

export function backendSuite(name: string, open: OpenBackend): void {
	describe(name, () => {
		backlogSuite(open);
		pendingSuite(open);
		throughputSuite(open);
		errorsSuite(open);
		errorPagesSuite(open);
		errorCausesSuite(open);
		errorActionsSuite(open);
		exportSuite(open);
		descriptionSuite(open);
	});
}
