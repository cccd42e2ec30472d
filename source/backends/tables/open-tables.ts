/** The change tables of another engine as a backend that only reads. */
import {ProblemError} from '../../contract/problem.ts';
import type {Service} from '../../contract/service.ts';
import type {Backend} from '../backend.ts';
import {createRemember} from '../remember.ts';
import {actOnErrors} from './act-on-errors.ts';
import {adviceText, adviseOn, type Advice} from './advice.ts';
import {createAsking} from './asking.ts';
import {readCauses} from './causes.ts';
import {changeRows, type ChangeRows} from './change-rows.ts';
import {connectMysql} from './connect/connect-mysql.ts';
import {connectPostgres} from './connect/connect-postgres.ts';
import {connectSqlite} from './connect/connect-sqlite.ts';
import type {ConnectOptions, TableDatabase} from './connect/table-database.ts';
import {describeMapping, type MappingReport} from './describe-mapping.ts';
import {readError, readErrors} from './errors.ts';
import {exportErrors} from './export.ts';
import {readFacets} from './facets.ts';
import {createHistory} from './history.ts';
import type {Mapping} from './mapping.ts';
import {findOddities} from './oddities.ts';
import {resolveParts, type PartName} from './parts.ts';
import {readPending} from './pending.ts';
import {readStatus} from './status.ts';
import {readThroughput} from './throughput.ts';

export type TablesDatabase =
	| {readonly kind: 'postgres' | 'mysql'; readonly url: string; readonly password?: (() => Promise<string | undefined>) | undefined}
	| {readonly kind: 'sqlite'; readonly file: string};

export type TablesOptions = {
	readonly database: TablesDatabase;
	readonly mapping: Mapping;
	/** How it is called on screen. */
	readonly name?: string | undefined;
	/** Lets `retry` and `ignore` of the mapping write. */
	readonly allowWrites?: boolean | undefined;
	/** ms UTC. */
	readonly clock?: (() => number) | undefined;
	/** ms that the database may take for one question; 5,000 unless it is said. */
	readonly statementTimeout?: number | undefined;
	/** Told at the start, a line each: what would make questions cheap, and which rows are left out. */
	readonly say?: ((line: string) => void) | undefined;
};

export type Tables = Backend & {
	/** Which columns there are, and what isn't available because of those that there aren't. */
	describeMapping(): MappingReport;
};

/** ms for which one answer is given to all who ask for the status. */
const statusSharedFor = 1000;

/** Connects, and finds out what the mapping yields. Throws a ProblemError: `invalid-request` for a mapping that can't be asked, `unavailable` for a database that doesn't answer. */
export async function openTables(options: TablesOptions): Promise<Tables> {
	const {mapping, allowWrites = false, statementTimeout = 5000, clock = Date.now, say} = options;
	const database = await connect(options.database, {statementTimeout, allowWrites});
	try {
		const parts = await resolveParts(mapping, database.dialect, database.describe);
		const rows = new Map(parts.map(part => [part.name, changeRows(part, mapping, database.dialect)]));
		const advice = await adviseOn(database, parts, rows, mapping, clock());
		const warnings = say === undefined ? [] : [...advice.map(each => adviceText(each)), ...await findOddities(database, parts, Object.fromEntries(rows), mapping)];
		for (const line of warnings) {
			say?.(line);
		}

		return backendOf({options, database, rows: Object.fromEntries(rows), report: describeMapping(mapping, parts, Object.fromEntries(rows)), advice, clock});
	} catch (error) {
		await database.close();
		throw error;
	}
}

async function connect(database: TablesDatabase, options: ConnectOptions): Promise<TableDatabase> {
	switch (database.kind) {
		case 'postgres': {
			return connectPostgres(database, options);
		}

		case 'mysql': {
			return connectMysql(database, options);
		}

		case 'sqlite': {
			return connectSqlite(database.file, options);
		}
	}
}

type Opened = {
	readonly options: TablesOptions;
	readonly database: TableDatabase;
	readonly rows: Readonly<Partial<Record<PartName, ChangeRows>>>;
	readonly report: MappingReport;
	readonly advice: readonly Advice[];
	readonly clock: () => number;
};

function backendOf({options: {mapping, name, allowWrites}, database, rows, report, advice, clock}: Opened): Tables {
	const {pending, failed, done} = rows;
	const asking = createAsking(database, rows, part => advice.find(each => each.part === part)?.index ?? mapping.indexes?.find(index => index.part === part)?.statement);
	const history = createHistory(asking, done, mapping.keeps, clock);
	const remember = createRemember();
	const status = async () => remember('status', statusSharedFor, async () => readStatus(asking, await history.objects(), clock()));
	const listed = failed?.occurred === undefined ? undefined : failed;
	const {changedAt} = pending ?? {};
	const {doneAt} = done ?? {};
	const acting = listed !== undefined && allowWrites === true ? {asking, rows: listed, database} : undefined;
	const {retry, ignore} = mapping;
	const service: Service = {
		api: 'sync-status',
		version: '1.0',
		name: name ?? null,
		source: systemOf(mapping.source),
		target: systemOf(mapping.target),
		capabilities: [
			...(doneAt === undefined ? [] : ['throughput']),
			...(changedAt === undefined ? [] : ['pending']),
			...(listed === undefined ? [] : ['errors', 'error-facets', 'error-causes', 'error-export']),
			...(acting !== undefined && (retry ?? ignore) !== undefined ? ['retry'] : []),
		],
		...(mapping.keeps !== undefined && {retention: {throughputHours: mapping.keeps}}),
	};
	return {
		service: async () => service,
		async status() {
			const answer = await status();
			history.see(answer.objects.map(({object}) => object));
			return answer;
		},
		...(done !== undefined && doneAt !== undefined && {
			async throughput(query) {
				const now = clock();
				return readThroughput(asking, done, doneAt, query, {knownSince: await history.knownSince(query.object), now});
			},
		}),
		...(pending !== undefined && changedAt !== undefined && {
			async pending(object, query) {
				const page = await readPending(asking, pending, changedAt, object, query);
				if (page.items.length === 0 && query.cursor === undefined) {
					const {objects} = await status();
					if (objects.every(each => each.object !== object)) {
						throw new ProblemError('not-found', `there is no object ${JSON.stringify(object.slice(0, 100))}`);
					}
				}

				return page;
			},
		}),
		...(listed !== undefined && {
			errors: async query => readErrors(asking, listed, query),
			error: async id => readError(asking, listed, id),
			errorFacets: async filter => readFacets(asking, listed, filter),
			errorCauses: async query => readCauses(asking, listed, query, clock()),
			exportErrors: async query => exportErrors(asking, listed, query),
		}),
		...(acting !== undefined && retry !== undefined && {retryErrors: async selection => actOnErrors(acting, retry, selection)}),
		...(acting !== undefined && ignore !== undefined && {ignoreErrors: async selection => actOnErrors(acting, ignore, selection)}),
		describeMapping: () => report,
		close: database.close,
	};
}

function systemOf(name: string | undefined): {name: string} | null {
	return name === undefined ? null : {name};
}
