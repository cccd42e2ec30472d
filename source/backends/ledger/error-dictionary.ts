/** The values and causes that errors have, each with a small id. */
import {maskMessage} from '../../domain/cause/mask-message.ts';
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {searchToken} from './search-token.ts';
import {sql} from './sql.ts';

/** What errors are filtered and grouped by. */
export const dimensions = ['object', 'operation', 'direction', 'code'] as const;
export type Dimension = typeof dimensions[number];

/** '' stands for no code. */
export type DimensionValues = Readonly<Record<Dimension, string>>;

type CauseKey = DimensionValues & {readonly pattern: string};

export type Dictionary = {
	/** The id of a cause, which is made where it is new. */
	causeOf(values: DimensionValues, message: string | null): number;
	/** What stands for each value in the index of words. */
	tokensOf(values: DimensionValues): DimensionValues;
};

/**
Beyond this many causes, messages of which no pattern is known yet share one per object, operation, direction and code: messages in which
nothing can be masked would otherwise make a cause of each error, and a list of causes is read as a whole.
*/
const maxCauses = 10_000;
const manyPatterns = '…';

/** For one transaction: what it remembers is wrong once that is undone. */
export function createDictionary(database: Database): Dictionary {
	const causes = new Map<string, number>();
	const tokens = new Map<string, string>();

	const findCause = (key: CauseKey): number | undefined => {
		const row = database.statement(sql('find-cause')).get(key);
		return row === undefined ? undefined : numberOf(row, 'cause_id');
	};

	const addCause = (key: CauseKey): number => numberOf(database.statement(sql('add-cause')).get(key) ?? {}, 'cause_id');

	const hasRoom = (): boolean => numberOf(database.statement(sql('count-causes')).get() ?? {}, 'count') < maxCauses;

	let isFull = false;
	const newCause = (key: CauseKey): number => {
		if (!isFull && !hasRoom()) {
			database.statement(sql('forget-causes')).run();
			causes.clear();
			isFull = !hasRoom();
		}

		if (!isFull) {
			return addCause(key);
		}

		const shared = {...key, pattern: manyPatterns};
		return findCause(shared) ?? addCause(shared);
	};

	const tokenOf = (dimension: Dimension, value: string): string => {
		const key = `${dimension}:${value}`;
		let token = tokens.get(key);
		if (token === undefined) {
			token = searchToken(valueId(database, dimension, value));
			tokens.set(key, token);
		}

		return token;
	};

	return {
		causeOf({object, operation, direction, code}, message) {
			// By the message as it is: masking costs more than the rest, and bursts repeat themselves.
			const name = JSON.stringify([object, operation, direction, code, message]);
			let id = causes.get(name);
			if (id === undefined) {
				const key = {object, operation, direction, code, pattern: maskMessage(message)};
				id = findCause(key) ?? newCause(key);
				causes.set(name, id);
			}

			return id;
		},
		tokensOf: ({object, operation, direction, code}) => ({
			object: tokenOf('object', object),
			operation: tokenOf('operation', operation),
			direction: tokenOf('direction', direction),
			code: tokenOf('code', code),
		}),
	};
}

function valueId(database: Database, dimension: Dimension, value: string): number {
	const row = database.statement(sql('find-value')).get({dimension, value}) ?? database.statement(sql('add-value')).get({dimension, value});
	return numberOf(row ?? {}, 'value_id');
}
