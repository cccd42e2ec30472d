/** The rows of Sync Status: what the backend said of each object, with its hours, sorted and filtered. */
import type {ObjectStatus, OldestRecord, Status} from '../../contract/status.ts';
import type {Throughput} from '../../contract/throughput.ts';
import {nameText} from '../../domain/clean.ts';
import {
	addQuantities, compareQuantities, quantityOf, type Quantity,
} from '../../domain/count.ts';
import {matchesTerms} from '../../domain/filter/matches-terms.ts';
import {parseFilter} from '../../domain/filter/parse-filter.ts';
import {
	anyOther, hoursByObject, statisticsOf, type Hour, type HourStatistics, type RecalledHours,
} from '../../domain/throughput.ts';
import {filterFields} from './filter-fields.ts';
import {memoizeLast} from './memoize.ts';
import type {SortOrder} from './state.ts';

export type StatusRow = {
	/** The object's name in the API: it identifies the row. */
	readonly key: string;
	/** Fit to be drawn. */
	readonly label: string;
	readonly inserts: Quantity;
	readonly updates: Quantity;
	readonly deletes: Quantity;
	/** What waits with no operation that is told, or with another: undefined where the backend has none. */
	readonly others: Quantity;
	readonly total: Quantity;
	/** ms UTC of the record that waits the longest; undefined where none does or the backend doesn't say. */
	readonly oldestAt: number | undefined;
	/** Records in error now. */
	readonly failed: Quantity;
	/** What the backend said; undefined for an object that only its throughput names. */
	readonly status: ObjectStatus | undefined;
	/** Up to 24 full hours before the running one, oldest first. */
	readonly hours: readonly Hour[];
	/** The last full hour and the one before; undefined where the answer doesn't reach. */
	readonly lastHour: Hour | undefined;
	readonly hourBefore: Hour | undefined;
	readonly statistics: HourStatistics;
};

const hourMs = 3_600_000;

/** All rows, in the backend's order. */
export const statusRows = memoizeLast((
	status: Status | undefined,
	throughput: Throughput | undefined,
	recalled: RecalledHours,
	lastHourStart: number,
): StatusRow[] => {
	const byObject = factsByObject(throughput, recalled, lastHourStart);
	const objects = new Map<string, ObjectStatus | undefined>();
	for (const object of status?.objects ?? []) {
		objects.set(object.object, object);
	}

	for (const name of byObject.keys()) {
		if (name !== anyOther && !objects.has(name)) {
			objects.set(name, undefined);
		}
	}

	return [...objects].map(([key, object]) => rowOf(key, object, byObject.get(key) ?? byObject.get(anyOther) ?? factsOf([], lastHourStart)));
});

function rowOf(key: string, status: ObjectStatus | undefined, facts: HourFacts): StatusRow {
	const inserts = quantityOf(status?.pending.inserts);
	const updates = quantityOf(status?.pending.updates);
	const deletes = quantityOf(status?.pending.deletes);
	const total = quantityOf(status?.pending.total);
	return {
		key,
		label: nameText(status?.label, key),
		inserts,
		updates,
		deletes,
		others: othersOf(total, [inserts, updates, deletes]),
		total: total ?? addQuantities(deletes === undefined ? [inserts, updates] : [inserts, updates, deletes]),
		oldestAt: oldestAt(status),
		failed: quantityOf(status?.failed),
		status,
		...facts,
	};
}

/** The rest of a total that isn't the sum. */
function othersOf(total: Quantity, parts: readonly Quantity[]): Quantity {
	const counted = parts.reduce((sum, quantity) => sum + (quantity?.value ?? 0), 0);
	return total && {...total, value: Math.max(0, total.value - counted)};
}

type HourFacts = Pick<StatusRow, 'hours' | 'lastHour' | 'hourBefore' | 'statistics'>;

const factsOf = (hours: readonly Hour[], lastHourStart: number): HourFacts => ({
	hours,
	lastHour: hours.find(({start}) => start === lastHourStart),
	hourBefore: hours.find(({start}) => start === lastHourStart - hourMs),
	statistics: statisticsOf(hours),
});

/** Apart from the rows, because throughput changes once an hour and the status with each poll. */
const factsByObject = memoizeLast((
	throughput: Throughput | undefined,
	recalled: RecalledHours,
	lastHourStart: number,
): ReadonlyMap<string, HourFacts> => {
	if (throughput === undefined && recalled.size === 0) {
		return new Map();
	}

	const window = {from: lastHourStart - 23 * hourMs, to: lastHourStart + hourMs};
	return new Map([...hoursByObject(throughput ?? untold, window, recalled)].map(([key, hours]) => [key, factsOf(hours, lastHourStart)]));
});

/** What a backend says of its hours that says nothing. */
const untold: Throughput = {
	from: '1970-01-01T00:00:00Z', to: '1970-01-01T00:00:00Z', resolution: 'PT1H', coverage: null, buckets: [],
};

function oldestAt(status: ObjectStatus | undefined): number | undefined {
	const {insert, update, delete: deletion, any} = status?.oldest ?? {};
	const times = [insert, update, deletion, any]
		.filter((record): record is OldestRecord => record !== undefined && record !== null)
		.map(({changedAt}) => Date.parse(changedAt));
	return times.length === 0 ? undefined : Math.min(...times);
}

/** The rows that the filter lets through, in the order that was asked; ties keep the label's order. */
export const arrangeRows = memoizeLast((rows: readonly StatusRow[], filter: string, {column, descending}: SortOrder): StatusRow[] => {
	const {terms} = parseFilter(filter, {fields: filterFields.status});
	const compare = comparators[column] ?? byLabel;
	return rows
		.filter(({label, key}) => matchesTerms(terms, [label, key]))
		.toSorted((a, b) => firstDifference(compare(a, b, descending), byLabel(a, b, false), a.key < b.key ? -1 : 1));
});

const firstDifference = (...orders: number[]): number => orders.find(order => order !== 0) ?? 0;

type Comparator = (a: StatusRow, b: StatusRow, descending: boolean) => number;

const byLabel: Comparator = (a, b, descending) => {
	const order = a.label.toLowerCase() < b.label.toLowerCase() ? -1 : Number(a.label.toLowerCase() !== b.label.toLowerCase());
	return descending ? -order : order;
};

const by = (quantity: (row: StatusRow) => Quantity): Comparator =>
	(a, b, descending) => compareQuantities(quantity(a), quantity(b), descending);

/** Ages sort like numbers: the longest wait is the largest. */
const waitOf = ({oldestAt: time}: StatusRow): Quantity => time === undefined ? undefined : {value: -time, quality: 'exact'};

/** Of two bounds, the difference says nothing. */
const changeOf = ({lastHour, hourBefore}: StatusRow): Quantity => {
	const [now, before] = [lastHour?.synced, hourBefore?.synced];
	return now === undefined || before === undefined || now.quality === 'at-least' || before.quality === 'at-least'
		? undefined
		: {value: now.value - before.value, quality: 'exact'};
};

const comparators: Record<string, Comparator> = {
	object: byLabel,
	inserts: by(row => row.inserts),
	updates: by(row => row.updates),
	total: by(row => row.total),
	oldest: by(waitOf),
	failed: by(row => row.failed),
	rate: by(row => row.lastHour?.synced),
	synced: by(row => row.lastHour?.synced),
	hourFailed: by(row => row.lastHour?.failed),
	change: by(changeOf),
	max: by(row => row.statistics.max),
	average: by(row => row.statistics.average),
	min: by(row => row.statistics.min),
};

/** Columns that can be sorted by, in the order in which `s` goes through them. */
export const sortColumns = {
	backlog: ['object', 'inserts', 'updates', 'total', 'oldest', 'rate', 'failed'],
	'last-hour': ['object', 'synced', 'hourFailed', 'change', 'max', 'average', 'min'],
} as const;
