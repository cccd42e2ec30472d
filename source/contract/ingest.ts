/**
The ingest side of this project's own server, for an engine that has no store of its own to report from:
what is waiting (`/v1/changes`), how it ended (`/v1/results`), what the engine says of itself (`/v1/sync`),
the hours before it began to report (`/v1/history`), and what it is to try again (`/v1/retries`).
*/
import * as v from 'valibot';
import {
	DirectionSchema, NonEmptyTextSchema, OperationSchema, OptionalTextSchema, RecordCountSchema, TimeSchema,
} from './common.ts';
import {SyncSchema} from './status.ts';

/** The largest body that is read, in bytes: 10 MiB. */
export const maxIngestBytes = 10 * 1024 * 1024;

export const ChangeSchema = v.object({
	/** The caller's idempotency key: the same id twice counts once. */
	id: NonEmptyTextSchema,
	object: NonEmptyTextSchema,
	recordId: NonEmptyTextSchema,
	recordName: OptionalTextSchema,
	operation: OperationSchema,
	direction: DirectionSchema,
	changedAt: TimeSchema,
	url: OptionalTextSchema,
}, 'a change');

export const ResultSchema = v.object({
	/** The id of the change that this is the result of. */
	id: NonEmptyTextSchema,
	outcome: v.picklist(['synced', 'failed', 'skipped'], '"synced", "failed" or "skipped"'),
	at: TimeSchema,
	code: OptionalTextSchema,
	message: OptionalTextSchema,
	payload: v.optional(v.unknown()),
}, 'a result');

/** One quarter hour of one object, from before the engine reported: it replaces what the ledger had for that quarter. */
export const HistoryBucketSchema = v.object({
	object: NonEmptyTextSchema,
	/** On a quarter hour. */
	start: v.pipe(TimeSchema, v.check(text => Date.parse(text) % 900_000 === 0, 'a time on a quarter hour')),
	synced: RecordCountSchema,
	failed: RecordCountSchema,
}, 'a quarter hour');

/** What an engine says of itself; what is left out stays as it was. */
export const DescriptionSchema = v.object({
	name: v.optional(NonEmptyTextSchema),
	source: v.optional(v.object({name: NonEmptyTextSchema}, 'a system with a name')),
	target: v.optional(v.object({name: NonEmptyTextSchema}, 'a system with a name')),
	sync: v.optional(SyncSchema),
	/** Objects to list even while nothing of theirs is pending, with the labels to show, in the order to show them. */
	objects: v.optional(v.array(v.object({object: NonEmptyTextSchema, label: OptionalTextSchema}, 'an object'), 'a list of objects')),
}, 'a description of the sync');

/** Changes that people put back on the backlog, and that have no result since: an engine that asks for them tries them again. */
export const RetriesPageSchema = v.object({
	items: v.array(ChangeSchema, 'a list of changes'),
	nextCursor: OptionalTextSchema,
}, 'a page of changes');

export const ChangesSchema = v.array(ChangeSchema, 'a list of changes');
export const ResultsSchema = v.array(ResultSchema, 'a list of results');
export const HistorySchema = v.array(HistoryBucketSchema, 'a list of quarter hours');

export const ChangesReceiptSchema = v.object({accepted: RecordCountSchema, duplicates: RecordCountSchema});
/** `unknown`: ids of results that fit no change; they are reported, not dropped. `duplicates`: results of changes that had ended already. */
export const ResultsReceiptSchema = v.object({
	accepted: RecordCountSchema, duplicates: RecordCountSchema, unknown: v.array(v.string()),
});
export const AcceptedSchema = v.object({accepted: RecordCountSchema});

export type Change = v.InferOutput<typeof ChangeSchema>;
export type Result = v.InferOutput<typeof ResultSchema>;
export type HistoryBucket = v.InferOutput<typeof HistoryBucketSchema>;
export type Description = v.InferOutput<typeof DescriptionSchema>;
export type ChangesReceipt = v.InferOutput<typeof ChangesReceiptSchema>;
export type ResultsReceipt = v.InferOutput<typeof ResultsReceiptSchema>;
export type RetriesPage = v.InferOutput<typeof RetriesPageSchema>;
export type Accepted = v.InferOutput<typeof AcceptedSchema>;
