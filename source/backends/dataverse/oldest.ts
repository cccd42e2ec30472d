/** Which record has waited longest, of each object and operation: one small request for each. */
import type {OldestRecord} from '../../contract/status.ts';
import type {Asking} from './asking.ts';
import {allOf} from './condition.ts';
import {readFirst} from './read-page.ts';
import {oldestOf} from './rows.ts';
import {ofObject, rowsOf, within} from './scope.ts';
import type {OldestKey} from './status.ts';
import {wordCondition} from './value-conditions.ts';

/** Of the oldest ones, so many are looked up; of the others, the time alone is told. */
const maxLookups = 24;

/** `keys` say when: the first record at that time is the one. */
export async function oldestRecords({connection, fields}: Asking, keys: readonly OldestKey[]): Promise<Array<OldestKey & {readonly record: OldestRecord}>> {
	const ordered = keys.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
	return Promise.all(ordered.map(async (key, at) => {
		const timeAlone: OldestRecord = {recordId: null, recordName: null, direction: null, changedAt: key.at};
		if (at >= maxLookups) {
			return {...key, record: timeAlone};
		}

		const {operation, changedAt} = fields;
		const row = await readFirst(connection, fields, allOf([
			rowsOf(fields, ['pending']),
			ofObject(fields, key.object),
			operation === undefined ? true : wordCondition(operation, key.operation),
			within(changedAt, undefined, Date.parse(key.at) + 1000),
		]), `${changedAt.name} asc,${fields.key.name}`);
		return {...key, record: (row === undefined ? null : oldestOf(row, fields)) ?? timeAlone};
	}));
}
