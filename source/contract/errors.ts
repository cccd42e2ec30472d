/** `GET /v1/errors` and what is below it: the records that failed to sync, their causes, and what people do about them. */
import * as v from 'valibot';
import {
	AttemptsSchema, CountSchema, NonEmptyTextSchema, OptionalCountSchema, OptionalDirectionSchema, OptionalTextSchema, OptionalTimeSchema,
	RecordCountSchema, TextSchema, TimeSchema,
} from './common.ts';

const entries = {
	id: NonEmptyTextSchema,
	level: v.nullish(v.picklist(['record', 'job'], '"record" or "job"')),
	object: OptionalTextSchema,
	recordId: OptionalTextSchema,
	recordName: OptionalTextSchema,
	operation: OptionalTextSchema,
	direction: OptionalDirectionSchema,
	code: OptionalTextSchema,
	message: OptionalTextSchema,
	occurredAt: TimeSchema,
	firstSeenAt: OptionalTimeSchema,
	attempts: AttemptsSchema,
	state: v.nullish(v.picklist(['open', 'retrying', 'ignored', 'resolved'], '"open", "retrying", "ignored" or "resolved"')),
	url: OptionalTextSchema,
};

export const SyncErrorSchema = v.object(entries, 'an error');

export const SyncErrorDetailSchema = v.object({
	...entries,
	payload: v.optional(v.unknown()),
	history: v.nullish(v.array(v.object({
		at: TimeSchema,
		code: OptionalTextSchema,
		message: OptionalTextSchema,
	}, 'an earlier failure'), 'a list of earlier failures')),
}, 'an error');

export const ErrorsPageSchema = v.object({
	items: v.array(SyncErrorSchema, 'a list of errors'),
	nextCursor: OptionalTextSchema,
	total: OptionalCountSchema,
	/**
	Only errors that occurred then or later have been looked at so far: where a search is costly, a backend may answer from the newest and go on
	with the next page, so a page may be short, or empty, and have a `nextCursor`. Null or absent: the search is complete down to the last item.
	*/
	searchedFrom: OptionalTimeSchema,
}, 'a page of errors');

const FacetSchema = v.optional(v.array(v.object({
	/** Null for the errors that lack it. */
	value: v.nullable(TextSchema),
	count: OptionalCountSchema,
	message: OptionalTextSchema,
}, 'a value with its count'), 'a list of values with counts'));

export const ErrorFacetsSchema = v.object({
	object: FacetSchema,
	operation: FacetSchema,
	direction: FacetSchema,
	code: FacetSchema,
}, 'facets');

export const CauseSchema = v.object({
	object: OptionalTextSchema,
	operation: OptionalTextSchema,
	direction: OptionalDirectionSchema,
	code: OptionalTextSchema,
	/** The message, with `…` for what differs from record to record. */
	pattern: v.optional(TextSchema, ''),
	/** That of the newest error. */
	message: OptionalTextSchema,
	count: CountSchema,
	firstSeenAt: OptionalTimeSchema,
	lastSeenAt: OptionalTimeSchema,
	/** Errors by the hour in which they occurred, of 24 hours, the running one last. */
	trend: v.nullish(v.object({
		/** Where the first of the hours begins. */
		from: TimeSchema,
		hours: v.array(RecordCountSchema, 'a list of counts'),
	}, 'a trend')),
}, 'a cause');

export const ErrorCausesSchema = v.object({
	causes: v.array(CauseSchema, 'a list of causes'),
	/** How many there are, where the list has not all of them. */
	total: OptionalCountSchema,
}, 'causes');

/** What became of a request to retry or ignore errors. */
export const ErrorActionReceiptSchema = v.object({
	accepted: RecordCountSchema,
	/** Of the ids that were named: those of which nothing came, and why, in words. */
	refused: v.optional(v.array(v.object({id: TextSchema, reason: TextSchema}, 'a refused error'), 'a list of refused errors'), []),
}, 'a receipt');

export type SyncError = v.InferOutput<typeof SyncErrorSchema>;
export type SyncErrorDetail = v.InferOutput<typeof SyncErrorDetailSchema>;
export type ErrorsPage = v.InferOutput<typeof ErrorsPageSchema>;
export type Cause = v.InferOutput<typeof CauseSchema>;
export type ErrorCauses = v.InferOutput<typeof ErrorCausesSchema>;
export type ErrorActionReceipt = v.InferOutput<typeof ErrorActionReceiptSchema>;
export type ErrorFacets = v.InferOutput<typeof ErrorFacetsSchema>;
