/** `GET /v1/status`: the backlog now, per object. */
import * as v from 'valibot';
import {
	NonEmptyTextSchema, OptionalCountSchema, OptionalDirectionSchema, OptionalTextSchema, OptionalTimeSchema, TimeSchema,
} from './common.ts';

export const SyncSchema = v.object({
	state: v.picklist(['running', 'paused', 'failing', 'stopped'], '"running", "paused", "failing" or "stopped"'),
	message: OptionalTextSchema,
	cycleStartedAt: OptionalTimeSchema,
	lastCycleEndedAt: OptionalTimeSchema,
	nextCycleAt: OptionalTimeSchema,
}, 'the state of the sync');

export const OldestRecordSchema = v.object({
	recordId: OptionalTextSchema,
	recordName: OptionalTextSchema,
	direction: OptionalDirectionSchema,
	changedAt: TimeSchema,
}, 'a record');

const PendingCountsSchema = v.object({
	inserts: OptionalCountSchema,
	updates: OptionalCountSchema,
	deletes: OptionalCountSchema,
	/** All that waits, where that is known and isn't the sum of these: of changes whose operation nobody says, or that is another one. */
	total: OptionalCountSchema,
}, 'counts of inserts and updates');

export const ObjectStatusSchema = v.object({
	object: NonEmptyTextSchema,
	label: OptionalTextSchema,
	pending: PendingCountsSchema,
	oldest: v.nullish(v.object({
		insert: v.nullish(OldestRecordSchema),
		update: v.nullish(OldestRecordSchema),
		delete: v.nullish(OldestRecordSchema),
		/** Of changes whose operation nobody says, or that is another one. */
		any: v.nullish(OldestRecordSchema),
	}, 'the oldest records')),
	directions: v.nullish(v.object({
		inbound: v.nullish(PendingCountsSchema),
		outbound: v.nullish(PendingCountsSchema),
	}, 'counts per direction')),
	failed: OptionalCountSchema,
	asOf: OptionalTimeSchema,
}, 'an object');

export const StatusSchema = v.object({
	generatedAt: OptionalTimeSchema,
	sync: v.nullish(SyncSchema),
	objects: v.array(ObjectStatusSchema, 'a list of objects'),
}, 'a status');

export type Sync = v.InferOutput<typeof SyncSchema>;
export type OldestRecord = v.InferOutput<typeof OldestRecordSchema>;
export type PendingCounts = v.InferOutput<typeof PendingCountsSchema>;
export type ObjectStatus = v.InferOutput<typeof ObjectStatusSchema>;
export type Status = v.InferOutput<typeof StatusSchema>;
