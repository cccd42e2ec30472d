import {after, before, test} from 'node:test';
import type {Backend} from '../../../source/backends/backend.ts';
import type {Clock} from '../backend-suite/with-backend.ts';
import {httpBackend} from '../http-backend.ts';
import {startServer} from '../real-server.ts';
import {now} from '../sync-samples.ts';
import type {Engine, EngineRecord, Lack, StartEngine} from './engine.ts';

/** Asked directly, a method that isn't there rejects as a server would answer. */
export type AskedEngine = Required<Omit<Backend, 'ingest' | 'close' | 'retryErrors' | 'ignoreErrors'>>;

export type EngineSuite = {
	readonly lacks: ReadonlySet<Lack>;
	/** How the direction of records is told that are written as outbound ones. */
	readonly direction: 'inbound' | 'outbound' | null;
	/** A test of an engine that has these records and nothing else. */
	check(name: string, records: readonly EngineRecord[], body: (asked: AskedEngine, clock: Clock) => Promise<void>): void;
};

/** For the tests declared by `declare`, one engine. Each test asks it directly, and then the same through a server. */
export function overEngine(start: StartEngine, lacks: ReadonlySet<Lack>, declare: (suite: EngineSuite) => void): void {
	let engine: Engine | undefined;
	before(async () => {
		engine = await start();
	});
	after(async () => {
		await engine?.[Symbol.asyncDispose]();
	});
	declare({
		lacks,
		direction: lacks.has('direction') ? null : (lacks.has('outbound') ? 'inbound' : 'outbound'),
		check(name, records, body) {
			test(name, async () => {
				if (engine === undefined) {
					throw new Error('the engine has not started');
				}

				await engine.clear();
				await engine.write(records);
				const clock = {now};
				const backend = await engine.open({clock: () => clock.now});
				try {
					await body(direct(backend), clock);
					clock.now = now;
					await served(backend, async asked => body(asked, clock));
				} finally {
					await backend.close();
				}
			});
		},
	});
}

type Body = (asked: AskedEngine) => Promise<void>;

async function served(backend: Backend, body: Body): Promise<void> {
	const server = await startServer(backend);
	try {
		await body(httpBackend(server.url));
	} finally {
		await server.close();
	}
}

function direct(backend: Backend): AskedEngine {
	const lacking = async () => {
		throw Object.assign(new Error('not supported'), {code: 'not-supported'});
	};

	return {
		throughput: lacking, pending: lacking, errors: lacking, error: lacking, errorFacets: lacking, errorCauses: lacking, exportErrors: lacking, ...backend,
	};
}
