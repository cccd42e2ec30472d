/** SQL is what this program wrote: what people and engines send are its parameters, never a part of it. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {test} from 'node:test';
import * as typescript from 'typescript';
import {wrapDatabase, type Database} from '../../../source/backends/ledger/database.ts';
import {describe} from '../../../source/backends/ledger/describe.ts';
import {readErrorCauses} from '../../../source/backends/ledger/error-causes.ts';
import {readErrorFacets} from '../../../source/backends/ledger/error-facets.ts';
import {readErrors} from '../../../source/backends/ledger/errors.ts';
import {createExporter} from '../../../source/backends/ledger/export.ts';
import {ignoreErrors} from '../../../source/backends/ledger/ignore-errors.ts';
import {createIngest} from '../../../source/backends/ledger/ingest.ts';
import {openDatabase} from '../../../source/backends/ledger/open-database.ts';
import {readPending} from '../../../source/backends/ledger/pending.ts';
import {retryErrors} from '../../../source/backends/ledger/retry-errors.ts';
import {readThroughput} from '../../../source/backends/ledger/throughput.ts';
import {
	change, errorsQuery, failed, filter, hours, now, pendingQuery,
} from '../../helpers/sync-samples.ts';

const folder = fileURLToPath(new URL('../../../source/backends/ledger', import.meta.url));

/** A part of everything that is sent below; nothing that this program writes has it. */
const mark = 'zqxjk';
const hostile = (part: string) => `${mark}'"\`; DROP TABLE change; -- ${part} :q /* ` + String.raw`\ % _ * ?`;

/** The real database, with all SQL that is given to it noted down. */
function noting(database: Database, texts: Set<string>): Database {
	return {
		...database,
		statement(text) {
			texts.add(text);
			return database.statement(text);
		},
		script(text) {
			texts.add(text);
			database.script(text);
		},
	};
}

test('no SQL has any of what was reported or asked, and all of it is found again as it was', async () => {
	const connection = openDatabase(':memory:', now);
	const texts = new Set<string>();
	const database = noting(wrapDatabase(connection), texts);
	const ingest = createIngest(database, () => now);
	const names = {object: hostile('object'), operation: hostile('operation'), code: hostile('code')};
	await ingest.describe({name: hostile('name'), source: {name: hostile('source')}, objects: [{object: names.object, label: hostile('label')}]});
	describe(database, {sync: {state: 'running', message: hostile('message')}});
	await ingest.changes(['1', '2', '3'].map(id => change(hostile(id), {...names, recordId: hostile('record'), recordName: hostile('record name'), url: hostile('url')})));
	await ingest.results(['1', '2'].map(id => failed(hostile(id), {code: names.code, message: hostile('message'), payload: {[hostile('key')]: hostile('value')}})));
	await ingest.history([{object: names.object, start: '2026-11-22T12:00:00Z', synced: 1, failed: 0}]);

	const asked = filter({q: [mark, hostile('record')], object: [names.object], operation: [names.operation], code: [names.code, `${mark}*`]});
	const excluding = filter({q: [`!${hostile('x')}`], object: [`!${hostile('x')}`], code: [`!${mark}?*`]});
	for (const each of [asked, excluding]) {
		for (const column of ['occurredAt', 'firstSeenAt', 'object', 'recordName', 'recordId', 'operation', 'direction', 'code', 'message', 'attempts'] as const) {
			/* eslint-disable no-await-in-loop -- they are one after the other */
			const query = errorsQuery({...each, sort: {column, descending: false}, limit: 1, total: 'exact'});
			const first = await readErrors(database, query);
			await (typeof first.nextCursor === 'string' ? readErrors(database, {...query, cursor: first.nextCursor}) : undefined);
			for (const format of ['csv', 'ndjson'] as const) {
				const {pieces} = await createExporter(database)({...each, sort: {column, descending: true}, format, raw: 'false'});
				for await (const piece of pieces) {
					assert.ok(piece.length > 0);
				}
			}
			/* eslint-enable no-await-in-loop */
		}

		await readErrorFacets(database, each); // eslint-disable-line no-await-in-loop
		await readErrorCauses(database, {...each, limit: 10}, now); // eslint-disable-line no-await-in-loop
	}

	const {items} = await readErrors(database, errorsQuery(asked));
	assert.deepEqual(items.map(({object, recordName, code}) => ({object, recordName, code})), [1, 2].map(() => ({object: names.object, recordName: hostile('record name'), code: names.code})));
	assert.equal(readPending(database, names.object, pendingQuery({operation: names.operation})).items.length, 1);
	readThroughput(database, hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z', {object: names.object}), now);
	await assert.rejects(async () => readPending(database, names.object, pendingQuery({cursor: hostile('cursor')})), {code: 'invalid-request'});
	const {refused} = await retryErrors(database, {ids: [hostile('id')]});
	assert.equal(refused.length, 1);
	assert.equal((await retryErrors(database, {filter: filter({q: [hostile('message')]})})).accepted, 2);
	await ignoreErrors(database, {filter: asked}, now);
	connection.close();

	assert.ok(texts.size > 50, String(texts.size));
	assert.deepEqual([...texts].filter(text => text.includes(mark)), []);
});

/** What takes SQL. */
const takers = new Set(['statement', 'script', 'exec', 'prepare']);

/** SQL that is put together where it is handed over, and why nothing from outside is in it. SQLite takes no parameters in a PRAGMA. */
const reviewed = {
	'database.ts: PRAGMA busy_timeout = {isShort ? impatientTimeout : busyTimeout}': 'two numbers of that file',
	'open-database.ts: PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = {cacheSize}': 'a number of that file',
	'open-database.ts: PRAGMA busy_timeout = {busyTimeout}': 'a number of database.ts',
	'open-database.ts: PRAGMA application_id = {appId}; {versionPragma}': 'two numbers of that file',
};

/** Everything that is handed over as SQL and is a template with parts, or a sum. */
function assembledIn(file: string): string[] {
	const source = typescript.createSourceFile(file, readFileSync(path.join(folder, file), 'utf8'), typescript.ScriptTarget.Latest, true);
	const found: string[] = [];
	const visit = (node: typescript.Node) => {
		if (typescript.isCallExpression(node) && typescript.isPropertyAccessExpression(node.expression) && takers.has(node.expression.name.text)) {
			found.push(...node.arguments.filter(text => typescript.isTemplateExpression(text) || typescript.isBinaryExpression(text)).map(text => text.getText()));
		}

		typescript.forEachChild(node, visit);
	};

	visit(source);
	return found.map(text => `${file}: ${text.replaceAll(/[$`]/gv, '')}`);
}

test('SQL is put together from parts in no place that has not been looked at', () => {
	const assembled = readdirSync(folder).filter(name => name.endsWith('.ts')).flatMap(name => assembledIn(name));
	assert.deepEqual(assembled.toSorted(), Object.keys(reviewed).toSorted());
});
