/** PostgreSQL's logical replication as a backend: the subscriptions of a database, what waits for them, and why they fail. It writes nothing. */
import type {SyncError} from '../../contract/errors.ts';
import {ProblemError} from '../../contract/problem.ts';
import type {Service} from '../../contract/service.ts';
import type {Status} from '../../contract/status.ts';
import {openPostgres, type Postgres, type PostgresOptions} from '../../databases/postgres.ts';
import {utc, zoneNamed, type Zone} from '../../domain/zone.ts';
import type {Backend} from '../backend.ts';
import {countValues, errorsInMemory} from '../errors-in-memory.ts';
import {createBacklogs, detailOf, type Backlog} from './backlog.ts';
import {readEntries} from './log-entries.ts';
import {errorsOf} from './log-errors.ts';
import {logAt, logThrough, type LogSource} from './log-source.ts';
import {objectOf, objectsOf, pendingRecord} from './objects.ts';
import {readSlots, type Slot} from './read-slots.ts';
import {readSubscriptions, readVersion, type Subscription} from './read-subscriptions.ts';
import {createSyncState, type SubscriptionFacts} from './sync-state.ts';

export type ReplicationOptions = {
	readonly subscriber: PostgresOptions;
	/** Where the changes come from. Without it, what waits is N/A. */
	readonly publisher?: PostgresOptions | undefined;
	/** The subscriber's log in JSON, or the folder that it is in. Without it the server is asked for it. */
	readonly log?: string | undefined;
	/** How many messages of a slot are looked at, at most; 20,000 unless it is said. Where there are more, counts are "at least". */
	readonly peekLimit?: number | undefined;
	/** How it is called on screen. */
	readonly name?: string | undefined;
	/** ms UTC. */
	readonly clock?: (() => number) | undefined;
};

/** How others' databases are asked: a question may take so many ms. */
const reading = {statementTimeout: 5000, isImpatient: true, isReadOnly: true};

/** Throws a ProblemError `unavailable` where the subscriber doesn't answer, or a log that was named can't be read. A publisher may come and go. */
export async function openReplication({subscriber: subscriberOptions, publisher: publisherOptions, log: place, peekLimit = 20_000, name, clock = Date.now}: ReplicationOptions): Promise<Backend> {
	const subscriber = openPostgres({...subscriberOptions, max: 4, ...reading});
	const publisher = publisherOptions === undefined ? undefined : openPostgres({...publisherOptions, max: 2, ...reading});
	const close = async () => {
		await Promise.all([subscriber.close(), publisher?.close()]);
	};

	try {
		const version = await readVersion(subscriber);
		const log = place === undefined ? await logThrough(subscriber) : logAt(place);
		await log?.();
		const subscriptions = async () => readSubscriptions(subscriber, version);
		const backlogs = publisherOptions === undefined ? undefined : createBacklogs(publisherOptions, peekLimit);
		const facts = factsReader(publisher, backlogs);
		const readErrors = log === undefined ? undefined : errorReader(log, subscriptions, await zoneOf(subscriber));
		const syncState = createSyncState(clock);
		const service: Service = {
			api: 'sync-status',
			version: '1.0',
			name: name ?? new URL(subscriberOptions.url).pathname.slice(1),
			source: systemOf(publisherOptions),
			target: systemOf(subscriberOptions),
			capabilities: [...(publisher === undefined ? [] : ['pending']), ...(log === undefined ? [] : ['errors', 'error-facets', 'error-causes', 'error-export'])],
		};
		return {
			service: async () => service,
			async status(): Promise<Status> {
				const [all, errors] = await Promise.all([facts(await subscriptions()), readErrors?.()]);
				const failed = errors && new Map(countValues(errors.map(({object}) => object ?? '')).map(({value, count}) => [value, count]));
				return {
					generatedAt: new Date(clock()).toISOString(),
					sync: syncState(all),
					objects: all.flatMap(({subscription, backlog}) => objectsOf(subscription, backlog, {isOnly: all.length === 1, failed})),
				};
			},
			...(backlogs !== undefined && {
				async pending(object, {operation, direction, limit, cursor}) {
					const all = await facts(await subscriptions());
					const found = all.flatMap(each => each.subscription.tables.map(table => ({...each, table: table.name}))).find(each => objectOf(each.subscription.name, each.table) === object);
					if (found === undefined) {
						throw new ProblemError('not-found', `there is no object ${JSON.stringify(object.slice(0, 100))}`);
					}

					if ('problem' in found.backlog) {
						throw new ProblemError('unavailable', found.backlog.problem);
					}

					const from = cursor === undefined ? 0 : placeOf(cursor);
					const waiting = direction === 'outbound' ? [] : found.backlog.changes.filter(change => change.table === found.table && (operation === undefined || change.operation === operation));
					const next = from + limit;
					return {items: waiting.slice(from, next).map(change => pendingRecord(change)), nextCursor: next < waiting.length ? String(next) : null};
				},
			}),
			...(readErrors !== undefined && errorsInMemory(readErrors, clock)),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** What is known of each subscription; a publisher that doesn't answer leaves what the subscriber says. */
function factsReader(publisher: Postgres | undefined, backlogOf: ((subscription: Subscription, slot: Slot | undefined) => Promise<Backlog>) | undefined) {
	return async (subscriptions: readonly Subscription[]): Promise<SubscriptionFacts[]> => {
		if (publisher === undefined || backlogOf === undefined) {
			return subscriptions.map(subscription => ({subscription, slot: undefined, backlog: {problem: 'what waits is known to the publisher, which isn\'t named'}}));
		}

		try {
			const slots = await readSlots(publisher, subscriptions.flatMap(({slot}) => slot === undefined ? [] : [slot]));
			const facts: SubscriptionFacts[] = [];
			for (const subscription of subscriptions) {
				const slot = slots.get(subscription.slot ?? '');
				facts.push({subscription, slot, backlog: await backlogOf(subscription, slot)}); // eslint-disable-line no-await-in-loop -- each costs the publisher
			}

			return facts;
		} catch (error) {
			const problem = `the publisher can't be asked: ${detailOf(error)}`;
			return subscriptions.map(subscription => ({subscription, slot: undefined, backlog: {problem}}));
		}
	};
}

/** The same list as long as nothing has changed. */
function errorReader(log: LogSource, subscriptions: () => Promise<readonly Subscription[]>, zone: Zone): () => Promise<readonly SyncError[]> {
	let last: {readonly text: string; readonly key: string; readonly errors: readonly SyncError[]} | undefined;
	return async () => {
		const [text, known] = await Promise.all([log(), subscriptions()]);
		const key = JSON.stringify(known);
		if (last?.text !== text || last.key !== key) {
			last = {text, key, errors: errorsOf(readEntries(text, zone), known)};
		}

		return last.errors;
	};
}

/** That of the times in its log. */
async function zoneOf(subscriber: Postgres): Promise<Zone> {
	const [row] = await subscriber.query('SELECT current_setting(\'log_timezone\') AS zone');
	try {
		return zoneNamed(String(row?.zone));
	} catch {
		// PostgreSQL has zones of its own making, which nobody else knows.
		return utc;
	}
}

/** What people know it by: the host and the database. */
function systemOf(options: PostgresOptions | undefined): Service['source'] {
	const url = options === undefined ? null : URL.parse(options.url);
	return url === null ? null : {name: `${url.hostname}${url.pathname}`};
}

function placeOf(cursor: string): number {
	if (!/^[1-9]\d{0,8}$/v.test(cursor)) {
		throw new ProblemError('invalid-request', 'cursor: expected one that an earlier page gave');
	}

	return Number(cursor);
}
