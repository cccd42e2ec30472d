import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {cacheSize} from './open-database.ts';
import {sql} from './sql.ts';

export type RunningExport = Disposable & {
	/** SQL over the row of `error`: true for what has been listed since the export began, or listed anew. */
	readonly hasArrived: string;
};

/**
Exports tell what was listed when they began from what has been listed since, without a snapshot: one that is held for as long as a slow reader takes
would keep SQLite from ever emptying its log. A trigger notes what this ledger lists, as long as exports run.
*/
export function trackExports(database: Database): () => RunningExport {
	let running = 0;
	return () => {
		if (running === 0) {
			database.script(sql('begin-exports'));
		}

		running++;
		const since = numberOf(database.statement(sql('latest-arrival')).get() ?? {}, 'number');
		return {
			hasArrived: `EXISTS (SELECT 1 FROM temp.arrival WHERE arrival.position = error.position AND arrival.number > ${since})`,
			[Symbol.dispose]() {
				running--;
				if (running > 0) {
					return;
				}

				try {
					database.script(sql('end-exports', {cache: String(cacheSize)}));
				} catch {/* The ledger was closed before its reader left: nothing is noted any more. */}
			},
		};
	};
}
