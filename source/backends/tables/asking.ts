/** What every question has at hand. */
import {ProblemError} from '../../contract/problem.ts';
import {TooSlowError} from '../../databases/too-slow.ts';
import type {ChangeRows} from './change-rows.ts';
import {streamTimeout, type TableDatabase, type TableRow} from './connect/table-database.ts';
import type {Fragment} from './fragment.ts';
import type {PartName} from './parts.ts';

export type Asking = {
	/** Those that the mapping has. */
	readonly rows: Readonly<Partial<Record<PartName, ChangeRows>>>;
	/** `part` is for the message where it takes too long; `hasCursor`: values of a cursor are in it, which somebody may have made up. */
	ask(question: Fragment, part: PartName, hasCursor?: boolean): Promise<TableRow[]>;
	stream(question: Fragment, rows: number): AsyncIterable<readonly TableRow[]>;
};

/** Whole lists that are read at a time: each holds a connection, and others want to ask as well. */
const maxStreams = 2;

/** `adviceOf` says which index helps a part, where that is known. */
export function createAsking(database: TableDatabase, rows: Asking['rows'], adviceOf: (part: PartName) => string | undefined): Asking {
	let streams = 0;
	async function * streamed(question: Fragment, count: number): AsyncGenerator<readonly TableRow[]> {
		if (streams >= maxStreams) {
			throw new ProblemError('unavailable', `${maxStreams} exports are running; try again when one has ended`, {retryAfter: 30});
		}

		streams++;
		const endsAt = performance.now() + streamTimeout;
		try {
			for await (const page of database.stream(question, count)) {
				yield page;
				if (performance.now() > endsAt) {
					throw new ProblemError('unavailable', 'the export took too long; choose less of it');
				}
			}
		} finally {
			streams--;
		}
	}

	return {
		rows,
		async ask(question, part, hasCursor = false) {
			try {
				return await database.ask(question);
			} catch (error) {
				if (hasCursor && database.isBadValue(error)) {
					throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave', {cause: error});
				}

				throw toldSlow(error, adviceOf(part));
			}
		},
		stream: (question, count) => streamed(question, count),
	};
}

function toldSlow(error: unknown, advice: string | undefined): unknown {
	if (error instanceof TooSlowError) {
		return new ProblemError('unavailable', advice === undefined ? error.message : `${error.message}; this index would help: ${advice}`, {cause: error});
	}

	if (error instanceof ProblemError || !(error instanceof Error)) {
		return error;
	}

	// What was right at the start no longer is: a table or a column is gone.
	return new ProblemError('unavailable', `the database does not understand the mapping any more: ${error.message.replaceAll(/[\s\p{Control}]+/gv, ' ').slice(0, 300)}`, {cause: error});
}
