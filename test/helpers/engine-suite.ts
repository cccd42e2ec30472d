/**
What every engine must show whose tables are read: the same records, written as the engine keeps them, lead to the same answers, asked directly and through a
server. What an engine can't express is named, and has to be told as not available.
*/
import {describe} from 'node:test';
import {backlogSuite} from './engine-suite/backlog.ts';
import {causesSuite} from './engine-suite/causes.ts';
import type {Lack, StartEngine} from './engine-suite/engine.ts';
import {errorsSuite} from './engine-suite/errors.ts';
import {exportSuite} from './engine-suite/export.ts';
import {hoursSuite} from './engine-suite/hours.ts';
import {queueSuite} from './engine-suite/queue.ts';
import {overEngine} from './engine-suite/with-engine.ts';

export type {Engine, EngineRecord, Lack, StartEngine} from './engine-suite/engine.ts';

export function engineSuite(name: string, start: StartEngine, lacks: readonly Lack[] = []): void {
	describe(name, () => {
		overEngine(start, new Set(lacks), suite => {
			backlogSuite(suite);
			queueSuite(suite);
			hoursSuite(suite);
			errorsSuite(suite);
			causesSuite(suite);
			exportSuite(suite);
		});
	});
}
