/** What makes the questions cheap: said once at the start, and where a question took too long. */
import type {ChangeRows} from './change-rows.ts';
import type {TableDatabase, WholeScan} from './connect/table-database.ts';
import {errorRows} from './error-rows.ts';
import type {Fragment} from './fragment.ts';
import type {Mapping, MappingColumn} from './mapping.ts';
import {oldestRows} from './oldest.ts';
import type {Part, PartName} from './parts.ts';
import {failedGroups, pendingGroups} from './status.ts';
import {doneGroups} from './throughput.ts';

/** Tables with more rows than this are not to be read whole every few seconds. */
const largeTable = 100_000;

const hour = 3_600_000;

export type Advice = {
	readonly part: PartName;
	readonly table: string;
	/** By the database's statistics. */
	readonly rows: number;
	/** A statement to run; undefined where what would help isn't known. */
	readonly index: string | undefined;
};

const questions: Readonly<Record<PartName, string>> = {pending: 'the backlog', failed: 'the errors', done: 'the last hour'};

/** In one line. */
export function adviceText({part, table, rows, index}: Advice): string {
	const count = Math.round(rows).toLocaleString('en');
	return `${questions[part]} reads all of ${table} (some ${count} rows) each time; ${index === undefined ? 'an index on what its rows are chosen by would help' : `this index would help: ${index}`}`;
}

/** Of each part that reads a large table whole, an index. `now` in ms UTC. What can't be explained is passed over: it is told when it is asked. */
export async function adviseOn(database: TableDatabase, parts: readonly Part[], rows: ReadonlyMap<PartName, ChangeRows>, mapping: Mapping, now: number): Promise<Advice[]> {
	const found = await Promise.all(parts.map(async (part): Promise<Advice[]> => {
		const own = rows.get(part.name);
		const asked = own === undefined ? [] : questionsOf(part.name, own, now);
		const scans = await Promise.all(asked.map(async question => database.scans(question, largeTable).catch((): WholeScan[] => [])));
		const [scan] = scans.flat().toSorted((a, b) => b.rows - a.rows);
		return scan === undefined ? [] : [{part: part.name, table: scan.table, rows: scan.rows, index: indexFor(database, part, mapping, scan)}];
	}));
	return found.flat();
}

function questionsOf(part: PartName, rows: ChangeRows, now: number): Fragment[] {
	switch (part) {
		case 'pending': {
			return [pendingGroups(rows), ...(rows.changedAt === undefined ? [] : [oldestRows(rows, [exampleTime(rows, now)])])];
		}

		case 'failed': {
			return [failedGroups(rows), ...(rows.occurred === undefined ? [] : [errorRows(rows, {where: {texts: ['1 = 1'], values: []}, sort: {column: 'occurredAt', descending: true}, limit: 100})])];
		}

		case 'done': {
			return rows.doneAt === undefined ? [] : [doneGroups(rows, rows.doneAt, {from: now - hour, to: now, object: undefined, width: hour})];
		}
	}
}

/** As the database writes it: plans want a value that fits. */
function exampleTime({changedAt}: ChangeRows, now: number): string | number {
	switch (changedAt?.time) {
		case 'ms': {
			return now;
		}

		case 'seconds': {
			return Math.floor(now / 1000);
		}

		case 'zoned':
		case 'local':
		case 'unknown':
		case undefined: {
			return new Date(now).toISOString().slice(0, 19).replace('T', ' ');
		}
	}
}

/** The one that the mapping knows, or else one of the columns in the plan and behind the SELECT: what rows are chosen by, then the time. */
function indexFor({dialect}: TableDatabase, part: Part, {indexes = []}: Mapping, scan: WholeScan): string | undefined {
	const documented = indexes.find(index => index.part === part.name);
	if (documented !== undefined) {
		return documented.statement;
	}

	const isDone = part.name === 'done';
	const behind: readonly MappingColumn[] = isDone ? ['done_at'] : [...(part.isFiltered ? ['state'] as const : []), 'changed_at'];
	const table = scan.table.split('.').at(-1);
	const known = behind.flatMap(column => {
		const type = part.columns.get(column)?.type;
		return type?.column !== undefined && type.table === table ? [type.column] : [];
	});
	// A span of time chooses more than a state does; of what waits, the state chooses and the time orders.
	const columns = [...new Set(isDone ? [...known, ...scan.columns] : [...scan.columns, ...known])];
	// More columns than these help little and cost at each write.
	return columns.length === 0 || scan.quoted === undefined
		? undefined
		: `CREATE INDEX ${dialect.quote(`sync_tui_${part.name}`)} ON ${scan.quoted} (${columns.slice(0, 2).map(column => dialect.quote(column)).join(', ')})`;
}
