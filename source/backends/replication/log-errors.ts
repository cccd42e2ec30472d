/** Failures in a subscriber's log as errors of the sync. */
import {createHash} from 'node:crypto';
import type {SyncError} from '../../contract/errors.ts';
import type {LogEntry} from './log-entries.ts';
import {direction, objectOf} from './objects.ts';
import type {Subscription} from './read-subscriptions.ts';

/** The newest, where there are more. */
const maxErrors = 10_000;

/**
What still stands, of these subscriptions: a worker tries the same change again until it can be applied, so the same failure is one error of several
attempts, and is over once the subscription has come past it. A change that was skipped stays: nothing will apply it.
*/
export function errorsOf(entries: readonly LogEntry[], subscriptions: readonly Subscription[]): SyncError[] {
	const known = new Map(subscriptions.flatMap(each => [[each.id, each], [each.name, each]] as Array<[number | string, Subscription]>));
	const errors = new Map<string, SyncError>();
	for (const entry of entries) {
		const subscription = entry.subscription === undefined ? undefined : known.get(entry.subscription);
		const conflict = conflictOf(entry);
		if (subscription === undefined || !Number.isFinite(entry.at) || (entry.severity !== 'ERROR' && entry.severity !== 'FATAL' && conflict === undefined)) {
			continue;
		}

		const error = errorOf(entry, subscription, conflict);
		const before = errors.get(error.id);
		// Those that go on come last.
		errors.delete(error.id);
		errors.set(error.id, before === undefined ? error : {...error, firstSeenAt: before.firstSeenAt, attempts: (before.attempts ?? 0) + 1});
		if (isOver(entry, subscription)) {
			errors.delete(error.id);
		}
	}

	return errors.values().toArray().slice(-maxErrors);
}

function isOver({severity, finishedAt, relation, messageType}: LogEntry, {appliedTo, tables, isRunning}: Subscription): boolean {
	if (severity === 'LOG') {
		return false;
	}

	if (finishedAt !== undefined) {
		return appliedTo !== undefined && finishedAt <= appliedTo;
	}

	if (relation !== undefined && messageType === undefined) {
		return tables.some(({name, isReplicated}) => name === relation && isReplicated);
	}

	// Of the way to the publisher, or of a version that doesn't say where the change is.
	return isRunning && tables.every(({isReplicated}) => isReplicated);
}

/** From version 18 on, what can't be applied as it is has a name, such as `update_missing`. Some of it is skipped, and the worker goes on. */
function conflictOf({message}: LogEntry): {readonly name: string; readonly relation: string} | undefined {
	const groups = /^conflict detected on relation "(?<relation>.+)": conflict=(?<name>\w+)$/v.exec(message)?.groups;
	return groups?.name === undefined || groups.relation === undefined ? undefined : {name: groups.name, relation: groups.relation};
}

function errorOf({at, code, message, detail = '', relation, messageType, finishedAt, severity}: LogEntry, {name, id}: Subscription, conflict: ReturnType<typeof conflictOf>): SyncError {
	const table = relation ?? conflict?.relation;
	const time = new Date(at).toISOString();
	const details = detail.replaceAll('\n', ' ');
	const recordId = /Key \([^\)]*\)=\((?<key>.{1,200}?)\)(?:;|$| already| is| conflicts|\.)/v.exec(details)?.groups?.key ?? null;
	const isSkipped = severity === 'LOG';
	return {
		id: createHash('sha256').update(JSON.stringify([id, table, code, finishedAt ?? message, isSkipped ? [conflict?.name, recordId] : null])).digest('hex').slice(0, 16),
		level: table === undefined ? 'job' : 'record',
		object: table === undefined ? name : objectOf(name, table),
		recordId,
		operation: table === undefined ? null : operations[messageType ?? ''] ?? (conflict === undefined ? null : conflict.name.split('_', 1)[0] ?? null),
		direction,
		code: isSkipped ? conflict?.name ?? null : code ?? null,
		message: details === '' ? message : `${message}: ${details}`,
		occurredAt: time,
		firstSeenAt: time,
		attempts: 1,
		state: 'open',
	};
}

const operations: Readonly<Record<string, string>> = {INSERT: 'insert', UPDATE: 'update', DELETE: 'delete'};
