/** What a mapping yields, and what is not available because of what it lacks: for people. */
import type {ChangeRows} from './change-rows.ts';
import type {Mapping, MappingColumn} from './mapping.ts';
import {mappingColumns, type Part, type PartName} from './parts.ts';
import {isCounted} from './status.ts';

export type ColumnReport = {
	readonly column: MappingColumn;
	readonly is: 'yielded' | 'constant' | 'lacking';
	/** The parts whose SELECT yields it. */
	readonly parts: readonly PartName[];
};

export type MappingReport = {
	readonly columns: readonly ColumnReport[];
	/** What is shown as N/A: what it is, and why. */
	readonly notAvailable: ReadonlyArray<{readonly what: string; readonly because: string}>;
};

export function describeMapping(mapping: Mapping, parts: readonly Part[], rows: Readonly<Partial<Record<PartName, ChangeRows>>>): MappingReport {
	const {pending, failed, done} = rows;
	const columns = mappingColumns.map((column): ColumnReport => {
		const yielding = parts.filter(part => part.columns.has(column)).map(({name}) => name);
		const isConstant = mapping.constants?.[column] !== undefined;
		return {column, is: yielding.length > 0 ? 'yielded' : (isConstant ? 'constant' : 'lacking'), parts: yielding};
	});
	const noPart = (name: PartName) => `the mapping has no SELECT for it: give parts.${name}, or a state that can be it`;
	const operations = ([['insert', 'inserts'], ['update', 'updates'], ['delete', 'deletes']] as const).filter(([word]) => pending !== undefined && !isCounted(pending, word));
	const notAvailable: Array<readonly [what: string, because: string]> = [
		...(pending === undefined ? [['the backlog', noPart('pending')] as const] : []),
		...(pending !== undefined && !pending.has('operation')
			? [['the numbers of inserts, updates and deletes', 'operation is lacking (the total is known): where all are the same, give it as a constant (operation = "update")'] as const]
			: operations.map(([word, plural]) => [`the number of ${plural}`, `no value of operation means ${word}`] as const)),
		...(pending !== undefined && pending.changedAt === undefined ? [['the oldest record, and the queue of an object', 'changed_at is lacking'] as const] : []),
		...(pending !== undefined && !pending.has('direction') ? [['directions', 'direction is lacking'] as const] : []),
		...(failed === undefined ? [['errors', noPart('failed')] as const] : []),
		...(failed !== undefined && failed.occurred === undefined ? [['the list of errors (their number is known)', 'both done_at and changed_at are lacking'] as const] : []),
		...(['code', 'message', 'attempts'] as const).filter(column => failed?.has(column) === false).map(column => [`${column} of errors`, `${column} is lacking`] as const),
		...(done === undefined ? [['throughput', noPart('done')] as const] : []),
		...(done !== undefined && done.doneAt === undefined ? [['throughput', 'done_at is lacking'] as const] : []),
		...(done?.doneAt !== undefined && (failed === undefined || !done.canBe('state', 'failed')) ? [['failures per hour', 'nothing of what ended is told as failed'] as const] : []),
	];
	return {columns, notAvailable: notAvailable.map(([what, because]) => ({what, because}))};
}
