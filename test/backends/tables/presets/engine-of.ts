/** An engine for the tests of a suite, cleared before each of them. */
import {after, before, beforeEach} from 'node:test';
import type {PresetEngine} from './engines/engine.ts';

export function engineOf<Engine extends PresetEngine>(start: () => Promise<Engine>): () => Engine {
	let engine: Engine | undefined;
	before(async () => {
		engine = await start();
	});
	beforeEach(async () => {
		await engine?.clear();
	});
	after(async () => {
		await engine?.[Symbol.asyncDispose]();
	});
	return () => {
		if (engine === undefined) {
			throw new Error('the engine has not started');
		}

		return engine;
	};
}
