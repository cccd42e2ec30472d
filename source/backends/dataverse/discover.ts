/** Looks for tables that may be a sync's queue or log, in the metadata alone: no row is read. */
import {openConnection, type Connection} from './connection.ts';
import {listEntities, readEntity} from './entity-definitions.ts';
import {readMetadata, readPlainTables} from './find-table.ts';
import {guessMapping, type GuessedMapping} from './guess-mapping.ts';
import type {DataverseAccess} from './options.ts';
import type {Table} from './table.ts';

export type Candidate = {
	readonly entitySet: string;
	/** What people call the table, where that is known. */
	readonly label: string | undefined;
	/** The higher, the likelier; says nothing by itself. */
	readonly score: number;
	readonly mapping: GuessedMapping;
};

/** What a name says for it. */
const signs: ReadonlyArray<readonly [RegExp, number]> = [
	[/marketo|mkto|mkt_/v, 8], [/sync/v, 4], [/queue|outbox/v, 4], [/log(?!in|o|ic)/v, 3], [/integration/v, 2], [/error|fail/v, 2], [/change|event/v, 1],
];

/** Tables whose columns are looked at: four requests each. */
const maxLookedAt = 8;
const maxCandidates = 3;

/** The likeliest first; empty where nothing looks like one. Throws a ProblemError. */
export async function discover(access: DataverseAccess): Promise<Candidate[]> {
	const connection = openConnection(access);
	try {
		const tables = await readMetadata(async () => readLikely(connection), async () => readPlainTables(connection));
		return tables
			.map((table): Candidate => {
				const {mapping, score} = guessMapping(table);
				return {entitySet: table.entitySet, label: table.label, score: score + nameScore(table), mapping};
			})
			.filter(({mapping: {columns}, entitySet, label}) => columns.changedAt !== undefined && (columns.state !== undefined || nameScore({entitySet, label}) > 0))
			.filter(({score, entitySet, label}) => score >= leastScore || nameScore({entitySet, label}) > 0)
			.toSorted((a, b) => b.score - a.score)
			.slice(0, maxCandidates);
	} finally {
		connection.close();
	}
}

/** Of a table whose name says nothing: its columns have to. */
const leastScore = 12;

async function readLikely(connection: Connection): Promise<Table[]> {
	const entities = await listEntities(connection);
	const likely = entities.filter(entity => nameScore(entity) > 0).toSorted((a, b) => nameScore(b) - nameScore(a)).slice(0, maxLookedAt);
	return Promise.all(likely.map(async entity => readEntity(connection, entity)));
}

function nameScore({entitySet, label}: {readonly entitySet: string; readonly label?: string | undefined}): number {
	const name = `${entitySet} ${label ?? ''}`.toLowerCase();
	return signs.reduce((sum, [sign, weight]) => sign.test(name) ? sum + weight : sum, 0);
}
