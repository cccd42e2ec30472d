/** The last answers of a backend, kept so that the next run has something to show before the first one comes. */
import {Buffer} from 'node:buffer';
import * as v from 'valibot';
import {ErrorCausesSchema, ErrorFacetsSchema, ErrorsPageSchema} from '../../contract/errors.ts';
import {PendingPageSchema} from '../../contract/pending.ts';
import {ServiceSchema} from '../../contract/service.ts';
import {StatusSchema} from '../../contract/status.ts';
import {ThroughputSchema} from '../../contract/throughput.ts';

/** What is kept, in the order of how much it would be missed where there is no room for all. */
const schemas = {
	service: ServiceSchema,
	status: StatusSchema,
	errors: v.object({...ErrorsPageSchema.entries, items: v.pipe(ErrorsPageSchema.entries.items, v.maxLength(100))}),
	throughput: ThroughputSchema,
	causes: ErrorCausesSchema,
	facets: ErrorFacetsSchema,
	pending: PendingPageSchema,
} as const;

export type AnswerName = keyof typeof schemas;
export const answerNames = Object.keys(schemas) as readonly AnswerName[];

export type KeptAnswer<Name extends AnswerName> = {
	/** What was asked, in full. */
	readonly key: string;
	/** When the answer was last known to hold, ms UTC by the clock here. */
	readonly at: number;
	readonly data: v.InferOutput<typeof schemas[Name]>;
};

export type KeptAnswers = {readonly [Name in AnswerName]?: KeptAnswer<Name>};

const FrameSchema = v.object({key: v.string(), at: v.pipe(v.number(), v.safeInteger()), data: v.unknown()});

/** Each answer is held against the contract on its own: one that doesn't fit is left out. */
export function readAnswers(value: unknown): KeptAnswers {
	if (typeof value !== 'object' || value === null) {
		return {};
	}

	const answers: Partial<Record<AnswerName, unknown>> = {};
	for (const name of answerNames) {
		const frame = v.safeParse(FrameSchema, Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
		const data = frame.success ? v.safeParse(schemas[name], frame.output.data, {abortEarly: true}) : undefined;
		if (frame.success && data?.success) {
			answers[name] = {...frame.output, data: data.output};
		}
	}

	// Each was read by the schema of its name.
	return answers as KeptAnswers;
}

/** JSON of an answer may be that long, in bytes; what is longer isn't kept. */
const maxAnswer = 1024 * 1024;
/** Bytes of all of them. */
const maxAnswers = 2.5 * 1024 * 1024;

/** The JSON of those that there is room for; `answers` is by name, whatever it holds. */
export function answersJson(answers: Readonly<Record<string, unknown>>): string {
	const parts: string[] = [];
	let left = maxAnswers;
	for (const name of answerNames) {
		const json = Object.hasOwn(answers, name) ? JSON.stringify(answers[name]) : undefined;
		const bytes = json === undefined ? Infinity : Buffer.byteLength(json);
		if (bytes > Math.min(maxAnswer, left)) {
			continue;
		}

		parts.push(`${JSON.stringify(name)}:${json}`);
		left -= bytes;
	}

	return `{${parts.join(',')}}`;
}
