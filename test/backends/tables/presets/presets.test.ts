import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {ProblemError} from '../../../../source/contract/problem.ts';
import {presetNamed, presets} from '../../../../source/backends/tables/presets/presets.ts';

const saying = (message: string) => (error: unknown) => {
	assert.ok(error instanceof ProblemError);
	assert.equal(error.code, 'invalid-request');
	assert.equal(error.message, message);
	return true;
};

describe('presets', () => {
	test('are found by their names', () => {
		assert.deepEqual(Object.keys(presets), ['heroku-connect', 'pg-boss', 'symmetric-ds', 'multiwoven', 'hasura-events', 'outbox']);
		assert.equal(presetNamed('pg-boss').title, 'pg-boss');
	});

	for (const name of ['pgboss', 'toString', '']) {
		test(`${JSON.stringify(name)} is none, and the names are said`, () => {
			assert.throws(() => presetNamed(name), saying(
				`there is no preset ${JSON.stringify(name)}; there are heroku-connect, pg-boss, symmetric-ds, multiwoven, hasura-events, outbox`,
			));
		});
	}

	test('an option that there is not is refused, and those that there are are said', () => {
		assert.throws(() => presetNamed('hasura-events').mapping({shema: 'x'}), saying('the preset hasura-events has no option "shema"; it has schema, key, timeZone'));
	});

	for (const [given, expected] of [
		[{schema: 5}, 'the option schema of the preset hasura-events is to be a name of at most 63 bytes in quotes, got 5'],
		[{schema: ''}, 'the option schema of the preset hasura-events is to be a name of at most 63 bytes in quotes, got ""'],
		[{schema: 'ñ'.repeat(32)}, `the option schema of the preset hasura-events is to be a name of at most 63 bytes in quotes, got "${'ñ'.repeat(32)}"`],
		[{schema: 'a\u{0}b'}, String.raw`the option schema of the preset hasura-events is to be a name of at most 63 bytes in quotes, got "a\u0000b"`],
		[{key: 'k'.repeat(201)}, `the option key of the preset hasura-events is to be a text of at most 200 characters in quotes, got "${'k'.repeat(199)}`],
		[{timeZone: 'Mars/Base'}, 'the option timeZone of the preset hasura-events is to be a time zone such as "Europe/Madrid", got "Mars/Base"'],
	] as const) {
		test(`a value that doesn't fit is refused: ${JSON.stringify(given).slice(0, 40)}`, () => {
			assert.throws(() => presetNamed('hasura-events').mapping(given), saying(expected));
		});
	}

	test('a choice is one of what there is', () => {
		assert.throws(
			() => presetNamed('heroku-connect').mapping({writes: 'fast'}),
			saying('the option writes of the preset heroku-connect is to be "ordered" or "merged", got "fast"'),
		);
	});

	test('a database on which a preset doesn\'t work is refused', () => {
		assert.throws(() => presetNamed('pg-boss').mapping({}, 'mysql'), saying('the preset pg-boss reads PostgreSQL, not MySQL and MariaDB'));
		assert.throws(() => presetNamed('symmetric-ds').mapping({}, 'sqlite'), saying('the preset symmetric-ds reads PostgreSQL, MySQL and MariaDB, not SQLite'));
	});

	for (const preset of Object.values(presets)) {
		test(`${preset.name} is one statement a question, and says what its indexes are for`, () => {
			for (const dialect of preset.dialects) {
				const {parts = {}, retry, ignore, indexes = []} = preset.mapping({}, dialect);
				const statements = [...Object.values(parts), retry?.statement ?? '', ignore?.statement ?? ''];
				assert.deepEqual(statements.filter(statement => /[;?]|\{\w+\}/v.test(statement)), []);
				for (const {part, statement} of indexes) {
					assert.ok(parts[part] !== undefined && statement.startsWith('CREATE INDEX '), statement);
				}
			}
		});
	}
});
