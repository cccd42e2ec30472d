/** `GET /v1/objects/{object}/pending`: the queue of one object, oldest first. */
import * as v from 'valibot';
import {
	AttemptsSchema, NonEmptyTextSchema, OperationSchema, OptionalDirectionSchema, OptionalTextSchema, TimeSchema,
} from './common.ts';

export const PendingRecordSchema = v.object({
	recordId: NonEmptyTextSchema,
	recordName: OptionalTextSchema,
	operation: OperationSchema,
	direction: OptionalDirectionSchema,
	changedAt: TimeSchema,
	attempts: AttemptsSchema,
	url: OptionalTextSchema,
}, 'a pending record');

export const PendingPageSchema = v.object({
	items: v.array(PendingRecordSchema, 'a list of records'),
	nextCursor: OptionalTextSchema,
}, 'a page of pending records');

export type PendingRecord = v.InferOutput<typeof PendingRecordSchema>;
export type PendingPage = v.InferOutput<typeof PendingPageSchema>;
