/**
The one place where errors open, move and close. It keeps in step what says the same thing for different questions: the table `error`, the list
of the open ones, the index of their words, the causes' counts, and the counters' `failed`.
*/
import {fieldSeparator, fold} from '../../domain/fold.ts';
import {
	numberOf, textOf, textOrNull, type Row,
} from './columns.ts';
import type {Tally} from './counters.ts';
import type {Database} from './database.ts';
import {createDictionary} from './error-dictionary.ts';
import {placeFinder} from './error-position.ts';
import {createWordsWriter} from './error-words.ts';
import {sql} from './sql.ts';

/** How a try failed; `at` in ms UTC, `payload` as JSON. */
export type Failure = {
	readonly at: number;
	readonly code: string | null;
	readonly message: string | null;
	readonly payload: string | null;
};

export type ClosedState = 'retrying' | 'resolved' | 'ignored';

/** An error is called by its id: that of its change, whose error it is. */
export type ErrorIndex = {
	/** The first failure of a change. */
	openError(id: number, failure: Failure): void;
	/**
	One more failure: the one shown until now becomes history, the error moves to where it is now in time, and is open, if it wasn't.
	False, and nothing is done, where there is no such error, or where the failure isn't later: the same one, told twice.
	*/
	moveError(id: number, failure: Failure): boolean;
	/** The error has this state from now on, and is off the list. False where it wasn't open: then its state alone changes. */
	closeError(id: number, state: ClosedState): boolean;
	/** The error is gone, with its history. Nothing is done where there is none. */
	forgetError(id: number): void;
	/** Writes what is gathered: once, at the end of the transaction, before the tally. */
	write(): void;
};

/** For one transaction. */
export function createErrorIndex(database: Database, tally: Tally): ErrorIndex {
	const dictionary = createDictionary(database);
	const findPlace = placeFinder(database);
	const words = createWordsWriter(database);
	const causes = new Map<number, number>();

	const countCause = (causeId: number, by: number) => {
		causes.set(causeId, (causes.get(causeId) ?? 0) + by);
	};

	const list = (position: number, error: Row, {code, message}: Failure, text: string) => {
		const values = {
			object: textOf(error, 'object'), operation: textOf(error, 'operation'), direction: textOf(error, 'direction'), code: code ?? '',
		};
		const causeId = dictionary.causeOf(values, message);
		database.statement(sql('list-error')).run(position, causeId);
		words.add(position, {...dictionary.tokensOf(values), text});
		countCause(causeId, 1);
		tally.count(numberOf(error, 'counter_id'), 'failed', 1);
	};

	const unlist = (position: number, error: Row) => {
		const unlisted = database.statement(sql('unlist-error')).get(position);
		words.remove(position);
		countCause(numberOf(unlisted ?? {}, 'cause_id'), -1);
		tally.count(numberOf(error, 'counter_id'), 'failed', -1);
	};

	return {
		openError(id, failure) {
			const change = database.statement(sql('failed-change')).get(id) ?? {};
			const position = findPlace(failure.at);
			const search = searchText(change, failure);
			database.statement(sql('add-error')).run({
				position, errorId: id, object: textOf(change, 'object'), operation: textOf(change, 'operation'), direction: textOf(change, 'direction'),
				recordId: textOf(change, 'record_id'), recordName: textOrNull(change, 'record_name'), url: textOrNull(change, 'url'), ...failure, search,
			});
			list(position, change, failure, search);
		},
		moveError(id, failure) {
			const error = database.statement(sql('known-error')).get(id);
			if (error === undefined || failure.at <= numberOf(error, 'occurred_at')) {
				return false;
			}

			if (textOf(error, 'state') === 'open') {
				unlist(numberOf(error, 'position'), error);
			}

			const position = findPlace(failure.at);
			const search = searchText(error, failure);
			database.statement(sql('keep-failure')).run(id);
			database.statement(sql('fail-again')).run({
				position, errorId: id, ...failure, search,
			});
			list(position, error, failure, search);
			return true;
		},
		closeError(id, state) {
			const error = database.statement(sql('known-error')).get(id);
			if (error === undefined) {
				return false;
			}

			const isOpen = textOf(error, 'state') === 'open';
			if (isOpen) {
				unlist(numberOf(error, 'position'), error);
			}

			database.statement(sql('close-error')).run(state, id);
			return isOpen;
		},
		forgetError(id) {
			const error = database.statement(sql('known-error')).get(id);
			if (error === undefined) {
				return;
			}

			if (textOf(error, 'state') === 'open') {
				unlist(numberOf(error, 'position'), error);
			}

			database.statement(sql('forget-history')).run(id);
			database.statement(sql('forget-error')).run(id);
		},
		write() {
			words.write();
			for (const [causeId, by] of causes) {
				database.statement(sql('count-cause')).run({causeId, by});
			}
		},
	};
}

/** What words are looked for in; the columns of the record are those of the change or of its error. */
export function searchText(record: Row, {code, message}: Pick<Failure, 'code' | 'message'>): string {
	return fold([textOf(record, 'record_id'), textOrNull(record, 'record_name'), code, message].map(text => text ?? '').join(fieldSeparator));
}
