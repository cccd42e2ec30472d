/**
The port: what every backend can be asked. The server turns HTTP into these calls and their answers into JSON;
the dashboard never sees a backend, only the contract.
*/
import type {Count} from '../contract/common.ts';
import type {
	ErrorActionReceipt, ErrorCauses, ErrorFacets, ErrorsPage, SyncErrorDetail,
} from '../contract/errors.ts';
import type {
	Accepted, Change, ChangesReceipt, Description, HistoryBucket, Result, ResultsReceipt, RetriesPage,
} from '../contract/ingest.ts';
import type {PendingPage} from '../contract/pending.ts';
import type {
	ErrorCausesQuery, ErrorFilter, ErrorSelection, ErrorsExportQuery, ErrorsQuery, PendingQuery, RetriesQuery, ThroughputQuery,
} from '../contract/queries.ts';
import type {Service} from '../contract/service.ts';
import type {Status} from '../contract/status.ts';
import type {Throughput} from '../contract/throughput.ts';

/**
What a backend lacks (see `Service.capabilities`) is absent here; the server answers 501 for it.
Every method may throw a ProblemError (`not-found`, `invalid-request` for a bad cursor, `unavailable`).
Answers of the same data are equal but for `generatedAt`, so that the server's ETag holds.
*/
export type Backend = {
	service(): Promise<Service>;
	status(): Promise<Status>;
	throughput?(query: ThroughputQuery): Promise<Throughput>;
	/** The queue of one object, oldest first. An unknown object is `not-found`. */
	pending?(object: string, query: PendingQuery): Promise<PendingPage>;
	errors?(query: ErrorsQuery): Promise<ErrorsPage>;
	error?(id: string): Promise<SyncErrorDetail>;
	errorFacets?(filter: ErrorFilter): Promise<ErrorFacets>;
	/** The errors by cause, the most frequent first. */
	errorCauses?(query: ErrorCausesQuery): Promise<ErrorCauses>;
	/** Everything that the filter lets through, in the order asked for. Nothing is read before the first piece is asked for. */
	exportErrors?(query: ErrorsExportQuery): Promise<ErrorsExport>;
	/** Puts the changes of errors back on the backlog. Ids that can't be retried are told in the receipt. */
	retryErrors?(selection: ErrorSelection): Promise<ErrorActionReceipt>;
	/** Takes errors off the list. */
	ignoreErrors?(selection: ErrorSelection): Promise<ErrorActionReceipt>;
	/** The side on which an engine reports; only the ledger has it. */
	readonly ingest?: Ingest;
	/** Frees what it holds. Nothing may be called afterwards. */
	close(): Promise<void>;
};

/** Each call is all or nothing, and what it acknowledged is on disk. */
export type Ingest = {
	changes(changes: readonly Change[]): Promise<ChangesReceipt>;
	results(results: readonly Result[]): Promise<ResultsReceipt>;
	/** Sets (not adds) quarter hours. */
	history(buckets: readonly HistoryBucket[]): Promise<Accepted>;
	describe(description: Description): Promise<Accepted>;
	/** What people put back on the backlog and has no result since, in the order in which they did. */
	retries(query: RetriesQuery): Promise<RetriesPage>;
};

/** A document in pieces of some 100 KB (texts, or UTF-8), in the format that was asked for. Leaving the iteration early frees what it holds. */
export type ErrorsExport = {
	/** How many errors it will hold, as well as that is known at once. */
	readonly total: Count;
	readonly pieces: AsyncIterable<string | Uint8Array>;
};
