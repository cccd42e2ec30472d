/**
The port: what every backend can be asked. The server turns HTTP into these calls and their answers into JSON;
the dashboard never sees a backend, only the contract.
*/
import type {ErrorFacets, ErrorsPage, SyncErrorDetail} from '../contract/errors.ts';
import type {
	Accepted, Change, ChangesReceipt, Description, HistoryBucket, Result, ResultsReceipt,
} from '../contract/ingest.ts';
import type {PendingPage} from '../contract/pending.ts';
import type {
	ErrorFilter, ErrorsQuery, PendingQuery, ThroughputQuery,
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
};
