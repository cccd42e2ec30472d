import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import type {GenericSchema} from 'valibot';
import {ProblemSchema} from '../../source/contract/problem.ts';
import {routes} from '../../source/contract/routes.ts';
import {validate} from '../../source/contract/validate.ts';

/** The examples of docs/contract.md, in the order in which they stand there. */
const examples: ReadonlyArray<[what: string, schema: GenericSchema]> = [
	['a problem', ProblemSchema],
	['the status', routes.status.answer],
	['the service', routes.service.answer],
	['throughput', routes.throughput.answer],
	['the queue', routes.pending.answer],
	['errors', routes.errors.answer],
	['causes', routes.errorCauses.answer],
	['a receipt', routes.retryErrors.answer],
];

const prose = await readFile(new URL('../../docs/contract.md', import.meta.url), 'utf8');
const blocks = Array.from(prose.matchAll(/(?<=^```json\n).*?(?=^```$)/gmsv), ([block]) => block);

test('every example of the prose is one of the contract', () => {
	assert.equal(blocks.length, examples.length);
});

for (const [index, [what, schema]] of examples.entries()) {
	test(`the example of ${what} keeps the contract, and has no field that it doesn't know`, () => {
		const example: unknown = JSON.parse(blocks[index] ?? '');
		assert.deepEqual(validate(schema, example), example);
	});
}

test('the prose names every path', () => {
	const missing = Object.values(routes).filter(({method, path}) => !prose.includes(`${method} ${path}`));
	assert.deepEqual(missing, []);
});
