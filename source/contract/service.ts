/** `GET /v1`: who answers, which two systems it syncs, and what it can do. */
import * as v from 'valibot';
import {NonEmptyTextSchema, OptionalTextSchema, RecordCountSchema} from './common.ts';

/** The capabilities that this version knows. A backend may name others: they are ignored. */
export const capabilities = ['throughput', 'pending', 'errors', 'error-facets', 'error-causes', 'error-export', 'retry', 'cycles'] as const;
export type Capability = typeof capabilities[number];

const SystemSchema = v.object({name: NonEmptyTextSchema}, 'a system with a name');

export const ServiceSchema = v.object({
	api: v.literal('sync-status', '"sync-status"'),
	version: v.pipe(v.string('a version'), v.regex(/^1(?:\.\d+)?$/v, 'version 1')),
	name: OptionalTextSchema,
	source: v.nullish(SystemSchema),
	target: v.nullish(SystemSchema),
	capabilities: v.optional(v.array(v.string('the name of a capability'), 'a list of capabilities'), []),
	retention: v.nullish(v.object({
		throughputHours: v.nullish(RecordCountSchema),
		errorsHours: v.nullish(RecordCountSchema),
	}, 'hours of retention')),
}, 'what the service is');

export type Service = v.InferOutput<typeof ServiceSchema>;

/** What a backend without `GET /v1` is taken to be: one that has the status alone. */
export const statusOnlyService: Service = {api: 'sync-status', version: '1.0', capabilities: []};
