/** What the engine says of itself, kept across restarts: written here, read by service.ts and status.ts. */
import * as v from 'valibot';
import {type Accepted, type Description, DescriptionSchema} from '../../contract/ingest.ts';
import {textOf, type Row} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** What is left out stays as it was; a list of objects replaces the order, and forgets no object. */
export function describe(database: Database, description: Description): Accepted {
	const {name, source, target, sync, objects} = description;
	for (const [setting, value] of Object.entries({name, source, target, sync})) {
		if (value !== undefined) {
			database.statement(sql('set-setting')).run(setting, JSON.stringify(value));
		}
	}

	if (objects !== undefined) {
		database.statement(sql('unlist-objects')).run();
		for (const [position, {object, label}] of objects.entries()) {
			database.statement(sql('list-object')).run({
				object, position, label: label ?? null, hasLabel: label === undefined ? 0 : 1,
			});
		}
	}

	return {accepted: 1};
}

const KeptSchema = v.pick(DescriptionSchema, ['name', 'source', 'target', 'sync']);
export type Kept = v.InferOutput<typeof KeptSchema>;

/** What was described so far, objects aside. */
export function described(database: Database): Kept {
	return keptOf(database.statement(sql('settings')).all());
}

/** Of rows of `setting`; those that say something else are left out. */
export function keptOf(settings: readonly Row[]): Kept {
	return v.parse(KeptSchema, Object.fromEntries(settings.map(row => [textOf(row, 'name'), JSON.parse(textOf(row, 'value'))])));
}
