/** The tables of subscriptions as objects of the sync: `subscription/schema.table`. */
import type {Count} from '../../contract/common.ts';
import type {PendingRecord} from '../../contract/pending.ts';
import type {ObjectStatus, OldestRecord} from '../../contract/status.ts';
import type {Backlog} from './backlog.ts';
import type {DecodedChange} from './decode-changes.ts';
import type {Subscription, SubscribedTable} from './read-subscriptions.ts';

/** The publisher is the source: all changes come in. */
export const direction = 'inbound';

/** What stands for a key that isn't known. */
const keyless = '(no key)';

export function objectOf(subscription: string, table: string): string {
	return `${subscription}/${table}`;
}

/** As people call it: without the name of the schema that needs none, and of the only subscription. */
function labelOf(subscription: string, table: string, isOnly: boolean): string {
	const short = table.replace(/^public\./v, '');
	return isOnly ? short : `${subscription}/${short}`;
}

/** `failed` by object, where the log is read. */
export function objectsOf({name, tables}: Subscription, backlog: Backlog, {isOnly, failed}: {isOnly: boolean; failed: ReadonlyMap<string, number> | undefined}): ObjectStatus[] {
	return tables.map(table => {
		const object = objectOf(name, table.name);
		return {
			object, label: labelOf(name, table.name, isOnly), ...waiting(table, backlog), ...(failed !== undefined && {failed: failed.get(object) ?? 0}),
		};
	});
}

/** A table that is still being copied has rows to come that are in no log. */
function waiting({name, isReplicated}: SubscribedTable, backlog: Backlog): Pick<ObjectStatus, 'pending' | 'oldest'> {
	if ('problem' in backlog || !isReplicated) {
		return {pending: {inserts: null, updates: null, deletes: null}};
	}

	const changes = Map.groupBy(backlog.changes.filter(({table}) => table === name), ({operation}) => operation);
	const count = (operation: DecodedChange['operation']): Count => {
		const value = changes.get(operation)?.length ?? 0;
		return backlog.isCapped ? {value, quality: 'at-least'} : value;
	};

	const oldest = (operation: DecodedChange['operation']): OldestRecord | null => {
		const [first] = changes.get(operation) ?? [];
		return first === undefined ? null : {recordId: first.key, direction, changedAt: new Date(first.committedAt).toISOString()};
	};

	return {
		pending: {inserts: count('insert'), updates: count('update'), deletes: count('delete')},
		oldest: {insert: oldest('insert'), update: oldest('update'), delete: oldest('delete')},
	};
}

export function pendingRecord({key, operation, committedAt}: DecodedChange): PendingRecord {
	return {recordId: key ?? keyless, operation, direction, changedAt: new Date(committedAt).toISOString()};
}
