/**
The Sync Status API as an OpenAPI 3.1 document, written from the routes and from the schemas that client and server validate with, so that the
three can't drift. For `npm run docs` and the tests alone: nothing that runs in production imports this.
*/
import {
	toJsonSchema, toJsonSchemaDefs, type ConversionConfig, type JsonSchema,
} from '@valibot/to-json-schema';
import type {GenericSchema} from 'valibot';
import {
	CountSchema, DirectionSchema, OperationSchema, QualitySchema, TimeSchema,
} from './common.ts';
import {
	CauseSchema, ErrorActionReceiptSchema, ErrorCausesSchema, ErrorFacetsSchema, ErrorsPageSchema, SyncErrorDetailSchema, SyncErrorSchema,
} from './errors.ts';
import {
	AcceptedSchema, ChangeSchema, ChangesReceiptSchema, DescriptionSchema, HistoryBucketSchema, maxIngestBytes, ResultSchema, ResultsReceiptSchema,
	RetriesPageSchema,
} from './ingest.ts';
import {
	listNote, parameterNotes, pathNotes, problemMeanings, schemaNotes, scopeNote, type Json,
} from './openapi-notes.ts';
import {PendingPageSchema, PendingRecordSchema} from './pending.ts';
import {
	problemContentType, ProblemSchema, problemStatus, type ProblemCode,
} from './problem.ts';
import {routes, type Route} from './routes.ts';
import {ServiceSchema} from './service.ts';
import {
	ObjectStatusSchema, OldestRecordSchema, StatusSchema, SyncSchema,
} from './status.ts';
import {BucketSchema, ResolutionSchema, ThroughputSchema} from './throughput.ts';

/** The schemas that have a name in the document; wherever one is used, it is referred to. */
const named: Record<string, GenericSchema> = {
	Time: TimeSchema, Count: CountSchema, Quality: QualitySchema, Direction: DirectionSchema, Operation: OperationSchema, Resolution: ResolutionSchema,
	Service: ServiceSchema, Status: StatusSchema, Sync: SyncSchema, ObjectStatus: ObjectStatusSchema, OldestRecord: OldestRecordSchema,
	Throughput: ThroughputSchema, Bucket: BucketSchema, PendingPage: PendingPageSchema, PendingRecord: PendingRecordSchema,
	ErrorsPage: ErrorsPageSchema, SyncError: SyncErrorSchema, SyncErrorDetail: SyncErrorDetailSchema, ErrorFacets: ErrorFacetsSchema,
	Cause: CauseSchema, ErrorCauses: ErrorCausesSchema, ErrorActionReceipt: ErrorActionReceiptSchema, RetriesPage: RetriesPageSchema,
	Change: ChangeSchema, ChangesReceipt: ChangesReceiptSchema, Result: ResultSchema, ResultsReceipt: ResultsReceiptSchema,
	HistoryBucket: HistoryBucketSchema, Description: DescriptionSchema, Accepted: AcceptedSchema, Problem: ProblemSchema,
};

const reference = (kind: 'schemas' | 'parameters' | 'responses' | 'headers', name: string) => ({$ref: `#/components/${kind}/${name}`});

const conversion: ConversionConfig = {
	target: 'draft-2020-12',
	typeMode: 'input',
	// Checks in code have no counterpart in JSON Schema: what they say is in the descriptions.
	errorMode: 'ignore',
	overrideRef: ({referenceId}) => reference('schemas', referenceId).$ref,
	overrideSchema: ({valibotSchema, jsonSchema}) => valibotSchema.type === 'nullish' || valibotSchema.type === 'nullable' ? compactNull(jsonSchema) : undefined,
	overrideAction({valibotAction, jsonSchema}) {
		const message = 'message' in valibotAction && typeof valibotAction.message === 'string' ? valibotAction.message : '';
		if (message === 'an RFC 3339 time') {
			const {pattern: _, ...schema} = jsonSchema;
			return {...schema, format: 'date-time'};
		}

		return valibotAction.type === 'check' ? {...jsonSchema, description: `Expected: ${message}.`} : undefined;
	},
};

/** `{type: ['string', 'null']}` reads better than a choice of two schemas. */
function compactNull(schema: JsonSchema): JsonSchema {
	const [inner] = schema.anyOf ?? [];
	return typeof inner === 'object' && typeof inner.type === 'string' && inner.enum === undefined
		? {...inner, type: [inner.type, 'null']}
		: schema;
}

/** A schema of an answer or a body: by its name if it has one, as a list of named things, or whole. */
function schemaOf(schema: GenericSchema): Json {
	const name = nameOf(schema);
	if (name !== undefined) {
		return reference('schemas', name);
	}

	const item = 'item' in schema ? nameOf(schema.item) : undefined;
	return item === undefined ? withoutDialect(toJsonSchema(schema, conversion)) : {type: 'array', items: reference('schemas', item)};
}

function nameOf(schema: unknown): string | undefined {
	return Object.keys(named).find(name => named[name] === schema);
}

function withoutDialect({$schema: _, ...schema}: JsonSchema): Json {
	return schema;
}

function componentSchemas(): Json {
	const converted = toJsonSchemaDefs(named, conversion);
	return Object.fromEntries(Object.entries(converted).map(([name, schema]) => [name, {...schemaNotes[name], ...schema}]));
}

function parametersOf({path, query}: Route, name: string): Json[] {
	const inPath = Array.from(path.matchAll(/(?<=\{)\w+(?=\})/gv), ([parameter]) => ({
		name: parameter, in: 'path', required: true, description: pathNotes[parameter], schema: {type: 'string'},
	}));
	if (query === undefined) {
		return inPath;
	}

	// In a query every parameter is a list; one that may not repeat is a list of at most one.
	const {properties = {}, required = []} = toJsonSchema(query, conversion);
	const inQuery = Object.entries(properties).map(([parameter, list]) => {
		const isList = typeof list === 'object' && list.maxItems === undefined;
		const [fallback] = typeof list === 'object' && Array.isArray(list.default) ? list.default : [];
		const value = valueSchemaOf(query, parameter);
		const schema = isList ? {type: 'array', items: {type: 'string'}} : {...value, ...fallback !== undefined && {default: fallback}};
		return {
			name: parameter,
			in: 'query',
			required: required.includes(parameter),
			...isList && {style: 'form', explode: true, description: listNote},
			schema,
			...parameterNotes[parameter],
			...parameterNotes[`${parameter} (${name})`],
		};
	});
	return [...inPath, ...inQuery];
}

/** The schema of the text itself: what follows after a parameter has been taken out of its list of one. */
function valueSchemaOf(query: GenericSchema, parameter: string): Json {
	const entry = property(property(query, 'entries'), parameter);
	const pipe = property(property(entry, 'wrapped') ?? entry, 'pipe');
	const value: unknown = Array.isArray(pipe) ? pipe.findLast((item, index) => index > 0 && isSchema(item)) : undefined;
	return isSchema(value) ? schemaOf(value) : {type: 'string'};
}

function property(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function isSchema(value: unknown): value is GenericSchema {
	return property(value, 'kind') === 'schema';
}

function bodyOf({body, ndjson}: Route): Json {
	if (body === undefined) {
		return {};
	}

	const json = {schema: schemaOf(body)};
	const item = 'item' in body ? nameOf(body.item) : undefined;
	const lines = {schema: {type: 'string', description: `One ${item ?? 'item'} per line.`}};
	return {
		requestBody: {
			required: true,
			description: `At most ${maxIngestBytes / 1024 / 1024} MiB. All of it is taken, or none.`,
			content: {'application/json': json, ...ndjson === true && {'application/x-ndjson': lines}},
		},
	};
}

function responsesOf(route: Route): Json {
	const isRead = route.method === 'GET';
	const applies: Partial<Record<ProblemCode, boolean>> = {
		'invalid-request': route.query !== undefined || route.body !== undefined,
		unauthorized: true,
		forbidden: true,
		'not-found': route.path.includes('{'),
		'too-large': route.body !== undefined,
		'not-supported': route.capability !== undefined,
		unavailable: true,
	};
	const problems = Object.entries(problemStatus).filter(([code]) => Reflect.get(applies, code) === true);
	return {
		[route.status ?? 200]: {
			description: isRead ? 'The answer.' : 'Taken, and on disk.',
			...isRead && {headers: route.streams === undefined ? {ETag: reference('headers', 'ETag')} : {'X-Total-Count': reference('headers', 'X-Total-Count')}},
			content: contentOf(route),
		},
		...isRead && route.streams === undefined && {304: reference('responses', 'not-modified')},
		...Object.fromEntries(problems.map(([code, status]) => [status, reference('responses', code)])),
		default: reference('responses', 'problem'),
	};
}

function contentOf({answer, streams = []}: Route): Json {
	return answer === undefined
		? Object.fromEntries(streams.map(type => [type, {schema: {type: 'string'}}]))
		: {'application/json': {schema: schemaOf(answer)}};
}

function componentResponses(): Json {
	const content = {[problemContentType]: {schema: reference('schemas', 'Problem')}};
	const headers = {'Retry-After': reference('headers', 'Retry-After')};
	const problems: Record<string, Json> = {};
	for (const [code, description] of Object.entries(problemMeanings)) {
		problems[code] = {description, ...(code === 'rate-limited' || code === 'unavailable') && {headers}, content};
	}

	return {
		'not-modified': {description: 'All that was said under the ETag of `If-None-Match` still holds.', headers: {ETag: reference('headers', 'ETag')}},
		...problems,
		problem: {description: 'Any other refusal.', content},
	};
}

function operationOf(name: string, route: Route): Json {
	const {capability} = route;
	const needs = capability === 'ingest' ? 'For the project\'s own server with a ledger.' : `Needs \`${capability}\` among the capabilities of \`GET /v1\`.`;
	return {
		operationId: name,
		summary: route.summary,
		...capability !== undefined && {description: needs, 'x-capability': capability},
		tags: [capability === 'ingest' ? 'ingest' : 'contract'],
		// Of a bearer scheme, OpenAPI 3.1 takes the roles that an operation needs. A token is optional on the loopback interface.
		security: [{}, {bearer: [route.scope]}],
		parameters: [...parametersOf(route, name), ...route.method === 'GET' && route.streams === undefined ? [reference('parameters', 'If-None-Match')] : []],
		...bodyOf(route),
		responses: responsesOf(route),
	};
}

/** The whole document, as plain JSON. */
export function openApiDocument(): Json {
	const paths: Record<string, Record<string, Json>> = {};
	for (const [name, route] of Object.entries(routes)) {
		(paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(name, route);
	}

	return {
		openapi: '3.1.0',
		info: {
			title: 'Sync Status API',
			version: '1.0',
			description: 'What a sync backend says of itself to a dashboard. Only `GET /v1/status` is required; every other path adds a capability. A client ignores fields that it doesn\'t know.',
			license: {name: 'MIT', identifier: 'MIT'},
		},
		servers: [{url: '/', description: 'The base URL is the user\'s.'}],
		tags: [
			{name: 'contract', description: 'What a backend implements.'},
			{name: 'ingest', description: 'How an engine reports to the project\'s own server; no part of what others implement.'},
		],
		paths,
		components: {
			schemas: componentSchemas(),
			parameters: {
				'If-None-Match': {
					name: 'If-None-Match', in: 'header', description: 'The ETag of an earlier answer.', schema: {type: 'string'},
				},
			},
			responses: componentResponses(),
			headers: {
				ETag: {description: 'Over all that the answer says, `generatedAt` aside.', schema: {type: 'string'}},
				'X-Total-Count': {description: 'How many records the stream will hold, where that is known.', schema: {type: 'integer', minimum: 0}},
				'Retry-After': {description: 'Seconds after which a new try makes sense.', schema: {type: 'integer', minimum: 0}},
			},
			securitySchemes: {bearer: {type: 'http', scheme: 'bearer', description: scopeNote}},
		},
	};
}

/** The document as it stands in docs/openapi.json. */
export function openApiText(): string {
	return `${JSON.stringify(openApiDocument(), undefined, '\t')}\n`;
}
