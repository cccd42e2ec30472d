/** From a mapping and what the database says of its SELECTs to the rows that each question is asked of. */
import {ProblemError} from '../../contract/problem.ts';
import {checkSelect} from './check-statement.ts';
import type {DescribedColumn, DialectSql} from './dialects/dialect.ts';
import type {MappedState, Mapping, MappingColumn, MappingParts} from './mapping.ts';

export type PartName = keyof MappingParts;
export const partNames = ['pending', 'failed', 'done'] as const;

export const mappingColumns = [
	'id', 'object', 'record_id', 'record_name', 'operation', 'direction', 'state', 'changed_at', 'done_at', 'code', 'message', 'attempts', 'url', 'payload',
] as const satisfies readonly MappingColumn[];

/** The states of the rows of a part. */
export const statesOf: Readonly<Record<PartName, readonly MappedState[]>> = {
	pending: ['pending', 'running'], failed: ['failed'], done: ['synced', 'failed', 'skipped'],
};

/** One SELECT, as the database described it. */
export type Part = {
	readonly name: PartName;
	readonly query: string;
	/** Of the SELECT, by the mapping's names for them. */
	readonly columns: ReadonlyMap<MappingColumn, DescribedColumn>;
	/** Whether its rows have to be told from others by their state: the SELECT is not for this question alone. */
	readonly isFiltered: boolean;
};

/** Those that the mapping has; a question without one isn't available. `describe` asks the database. Throws a ProblemError `invalid-request` of one line. */
export async function resolveParts(mapping: Mapping, dialect: DialectSql, describe: (query: string) => Promise<readonly DescribedColumn[]>): Promise<Part[]> {
	const {query, parts = {}} = mapping;
	if (query === undefined && partNames.every(name => parts[name] === undefined)) {
		throw new ProblemError('invalid-request', 'the mapping has no SELECT: give it a query, or parts (pending, failed, done)');
	}

	const described = new Map<string, Promise<ReadonlyMap<MappingColumn, DescribedColumn>>>();
	const columnsOf = async (text: string, where: string) => {
		checkSelect(text, dialect.name, where);
		const known = described.get(text) ?? describe(text).then(columns => named(columns, where)).catch((error: unknown) => {
			throw told(error, where);
		});
		described.set(text, known);
		return known;
	};

	const found: Part[] = [];
	for (const name of partNames) {
		const own = parts[name];
		const text = own ?? query;
		if (text === undefined) {
			continue;
		}

		// eslint-disable-next-line no-await-in-loop -- the first that is wrong is told
		const columns = await columnsOf(text, own === undefined ? 'the mapping\'s query' : `the mapping's part ${name}`);
		if (own !== undefined || canHave(mapping, columns, statesOf[name])) {
			found.push({name, query: text, columns, isFiltered: own === undefined && columns.has('state')});
		}
	}

	if (found.length === 0) {
		throw new ProblemError('invalid-request', 'the mapping\'s query yields no state: SELECT … AS state, or give parts (pending, failed, done)');
	}

	return found;
}

/** Whether there can be rows in one of these states: what a mapping has no value for is not available, and not 0. */
function canHave({states, constants = {}}: Mapping, columns: ReadonlyMap<MappingColumn, DescribedColumn>, wanted: readonly MappedState[]): boolean {
	if (columns.has('state')) {
		return states === undefined || Object.values(states).some(state => wanted.includes(state));
	}

	const {state} = constants;
	const known: readonly string[] = wanted;
	return state !== undefined && known.includes(states?.[state] ?? state);
}

function named(columns: readonly DescribedColumn[], where: string): Map<MappingColumn, DescribedColumn> {
	const found = new Map<MappingColumn, DescribedColumn>();
	for (const column of columns) {
		const name = mappingColumns.find(each => each === column.name.toLowerCase());
		if (name !== undefined && found.has(name)) {
			throw new ProblemError('invalid-request', `${where} yields ${name} twice`);
		}

		if (name !== undefined) {
			found.set(name, column);
		}
	}

	if (found.size === 0) {
		throw new ProblemError('invalid-request', `${where} yields none of ${mappingColumns.join(', ')}: name its columns with AS`);
	}

	return found;
}

/** What is wrong with the SQL is said in the database's own words. */
function told(error: unknown, where: string): unknown {
	if (error instanceof ProblemError || !(error instanceof Error)) {
		return error;
	}

	const words = error.message.replaceAll(/[\s\p{Control}]+/gv, ' ').slice(0, 300);
	return new ProblemError('invalid-request', `${where} is not understood by the database: ${words}`, {cause: error});
}
