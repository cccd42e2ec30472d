/** `GET /v1/errors`, `/v1/errors/{id}`, `/v1/errors/facets`: the records that failed to sync. */
import * as v from 'valibot';
import {
	AttemptsSchema, NonEmptyTextSchema, OptionalCountSchema, OptionalDirectionSchema, OptionalTextSchema, OptionalTimeSchema,
	TextSchema, TimeSchema,
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

export type SyncError = v.InferOutput<typeof SyncErrorSchema>;
export type SyncErrorDetail = v.InferOutput<typeof SyncErrorDetailSchema>;
export type ErrorsPage = v.InferOutput<typeof ErrorsPageSchema>;
export type ErrorFacets = v.InferOutput<typeof ErrorFacetsSchema>;
