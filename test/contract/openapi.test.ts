import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {describe, test} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {openApiDocument, openApiText} from '../../source/contract/openapi.ts';
import {routes} from '../../source/contract/routes.ts';

/** What an object has under a name; undefined where there is none, or no object. */
function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** What stands in the document at a JSON pointer; undefined where there is nothing. */
function at(pointer: string): unknown {
	return pointer.split('/').slice(1).reduce<unknown>((value, key) => field(value, key.replaceAll('~1', '/')), openApiDocument());
}

const keysAt = (pointer: string): string[] => {
	const value = at(pointer);
	return typeof value === 'object' && value !== null ? Object.keys(value) : [];
};

/** Every value of `$ref`, wherever it stands. */
function referencesIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}

	return Object.entries(value).flatMap(([key, child]) => key === '$ref' ? [String(child)] : referencesIn(child));
}

function parameters(pointer: string): unknown[] {
	const list = at(`${pointer}/parameters`);
	return Array.isArray(list) ? list.map((item: unknown) => item) : [];
}

const parameter = (pointer: string, name: string) => parameters(pointer).find(item => field(item, 'name') === name);

test('docs/openapi.json is what `npm run docs` writes', async () => {
	assert.equal(await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8'), openApiText());
});

test('the document is valid OpenAPI 3.1', async () => {
	const {valid, errors} = await new Validator().validate(structuredClone({...openApiDocument()}));
	assert.deepEqual({valid, errors}, {valid: true, errors: undefined});
});

test('every reference leads somewhere, and every component is referred to', () => {
	const references = new Set(referencesIn(openApiDocument()));
	assert.deepEqual([...references].filter(reference => at(reference.slice(1)) === undefined), []);
	const components = ['schemas', 'parameters', 'headers'].flatMap(kind => keysAt(`/components/${kind}`).map(name => `#/components/${kind}/${name}`));
	assert.deepEqual(components.filter(component => !references.has(component)), []);
});

test('there is an operation for every route, and it names the capability that it needs', () => {
	const operations = Object.entries(routes).map(([name, route]) => {
		const pointer = `/paths/${route.path.replaceAll('/', '~1')}/${route.method.toLowerCase()}`;
		return [name, at(`${pointer}/operationId`), at(`${pointer}/x-capability`)];
	});
	assert.deepEqual(operations, Object.entries(routes).map(([name, route]) => [name, name, 'capability' in route ? route.capability : undefined]));
});

test('an operation names the scope that a token needs for it', () => {
	const security = Object.values(routes).map(({path, method, scope}) => [scope, at(`/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/security`)]);
	assert.deepEqual(security, Object.values(routes).map(({scope}) => [scope, [{}, {bearer: [scope]}]]));
});

describe('parameters', () => {
	const errors = '/paths/~1v1~1errors/get';
	const throughput = '/paths/~1v1~1throughput/get';

	test('that may repeat are exploded arrays', () => {
		assert.deepEqual(parameter(errors, 'code'), {
			name: 'code',
			in: 'query',
			required: false,
			style: 'form',
			explode: true,
			description: 'Any of these, where it repeats. `*` stands for any characters; with `!` before it, none of these.',
			schema: {type: 'array', items: {type: 'string'}},
		});
	});

	test('have the bounds and the default that the server holds them to', () => {
		assert.deepEqual(field(parameter(errors, 'limit'), 'schema'), {
			type: 'integer', minimum: 1, maximum: 1000, default: 100,
		});
		assert.deepEqual(field(parameter(throughput, 'resolution'), 'schema'), {$ref: '#/components/schemas/Resolution', default: 'PT1H'});
	});

	test('are required where the server can\'t do without', () => {
		const required = parameters(throughput).filter(item => field(item, 'required') === true);
		assert.deepEqual(required.map(item => field(item, 'name')), ['from', 'to']);
	});

	test('in the path are those of the route', () => {
		const inPath = parameters('/paths/~1v1~1objects~1{object}~1pending/get').filter(item => field(item, 'in') === 'path');
		assert.deepEqual(inPath.map(item => [field(item, 'name'), field(item, 'required')]), [['object', true]]);
	});
});

describe('answers', () => {
	test('of a read have an ETag, may be 304, and name their problems', () => {
		assert.deepEqual(keysAt('/paths/~1v1~1errors~1{id}/get/responses'), ['200', '304', '401', '403', '404', '501', '503', 'default']);
		assert.deepEqual(at('/paths/~1v1~1status/get/responses/200/headers'), {ETag: {$ref: '#/components/headers/ETag'}});
	});

	test('of a report have none, but may be too large', () => {
		assert.deepEqual(keysAt('/paths/~1v1~1changes/post/responses'), ['202', '400', '401', '403', '413', '501', '503', 'default']);
		assert.deepEqual(keysAt('/paths/~1v1~1changes/post/requestBody/content'), ['application/json', 'application/x-ndjson']);
		assert.deepEqual(keysAt('/paths/~1v1~1sync/put/requestBody/content'), ['application/json']);
	});

	test('with a problem are application/problem+json', () => {
		assert.deepEqual(at('/components/responses/not-found/content'), {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}});
	});
});

test('a count is a whole number, one of lesser quality, or null', () => {
	const whole = {type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER};
	assert.deepEqual(at('/components/schemas/Count/anyOf'), [
		whole,
		{type: 'object', properties: {value: whole, quality: {$ref: '#/components/schemas/Quality'}}, required: ['value', 'quality']},
		{type: 'null'},
	]);
});
