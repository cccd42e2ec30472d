/** What the workers of logical replication wrote into a log in JSON. Source: PostgreSQL's documentation, "Using JSON-Format Log Output". */
import * as v from 'valibot';
import type {Zone} from '../../domain/zone.ts';

export type LogEntry = {
	/** ms UTC. */
	readonly at: number;
	/** SQLSTATE; undefined for what isn't an error. */
	readonly code: string | undefined;
	readonly severity: string;
	readonly message: string;
	readonly detail: string | undefined;
	/** OID of the subscription, or its name; undefined where the entry has neither. */
	readonly subscription: number | string | undefined;
	/** `schema.name` of the table. */
	readonly relation: string | undefined;
	/** `INSERT`, `UPDATE`, `DELETE`, or another message of the protocol. */
	readonly messageType: string | undefined;
	/** Where its transaction ends in the publisher's log, in bytes since its beginning. */
	readonly finishedAt: number | undefined;
};

const LineSchema = v.object({
	timestamp: v.string(),
	pid: v.number(),
	backend_type: v.string(),
	error_severity: v.string(),
	state_code: v.optional(v.string()),
	message: v.optional(v.string(), ''),
	detail: v.optional(v.string()),
	context: v.optional(v.string()),
});

type Line = v.InferOutput<typeof LineSchema>;

/** Times in the log are of `zone`. Lines that aren't whole are left out. */
export function readEntries(text: string, zone: Zone): LogEntry[] {
	const entries: LogEntry[] = [];
	/** A worker says at its start what it is for, and not again where it can't reach the publisher. */
	const workers = new Map<number, Worker>();
	for (const raw of text.split('\n')) {
		const line = raw.includes('logical replication') ? lineOf(raw) : undefined;
		if (line?.backend_type.startsWith('logical replication') !== true) {
			continue;
		}

		const started = startedWorker(line.message);
		if (started === undefined) {
			entries.push(entryOf(line, workers.get(line.pid), zone));
		} else {
			workers.set(line.pid, started);
		}
	}

	return entries;
}

function lineOf(raw: string): Line | undefined {
	try {
		const {success, output} = v.safeParse(LineSchema, JSON.parse(raw));
		return success ? output : undefined;
	} catch {
		return undefined;
	}
}

type Worker = {readonly subscription: string};

function startedWorker(message: string): Worker | undefined {
	const subscription = /^logical replication .*worker for subscription "(?<name>.+?)"(?:, table ".*")? has started$/v.exec(message)?.groups?.name;
	return subscription === undefined ? undefined : {subscription};
}

function entryOf({timestamp, error_severity: severity, state_code: code, message, detail, context = ''}: Line, worker: Worker | undefined, zone: Zone): LogEntry {
	const origin = /origin "pg_(?<id>\d+)/v.exec(context)?.groups?.id;
	const place = /finished at (?<high>[\dA-F]{1,8})\/(?<low>[\dA-F]{1,8})/v.exec(context)?.groups;
	return {
		at: timeOf(timestamp, zone),
		code,
		severity,
		message,
		detail,
		subscription: origin === undefined ? worker?.subscription : Number(origin),
		relation: /target relation "(?<name>.+?)"(?: column| in transaction|$)/v.exec(context)?.groups?.name,
		// Version 14 has no words before it.
		messageType: /during (?:message type )?"(?<type>[ A-Z]+)"/v.exec(context)?.groups?.type,
		finishedAt: place?.high === undefined || place.low === undefined ? undefined : (Number.parseInt(place.high, 16) * 2 ** 32) + Number.parseInt(place.low, 16),
	};
}

/** `2026-11-22 14:07:21.500 CET`: the abbreviation is no name of a zone, and the setting that it comes from is. */
function timeOf(timestamp: string, zone: Zone): number {
	return zone.toUtc(Date.parse(`${timestamp.slice(0, 23).replace(' ', 'T')}Z`));
}
