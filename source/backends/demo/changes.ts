/** The demo's changes, and what the Ingest port is told of them. */
import type {Change} from '../../contract/ingest.ts';
import type {Stream} from './objects.ts';
import type {Random} from './random.ts';
import {recordOf} from './records.ts';

export type DemoChange = {
	readonly id: string;
	readonly stream: Stream;
	/** The number of its record. */
	readonly record: number;
	/** ms UTC. */
	readonly changedAt: number;
};

/** Makes the next change of a stream. */
export type MakeChange = (random: Random, stream: Stream, changedAt: number) => DemoChange;

/** Ids begin with `prefix`. An insert is of a record that nobody has seen before, an update of one of all that there are. */
export function changeMaker(prefix: string): MakeChange {
	const populations = new Map<string, number>();
	let made = 0;
	return (random, stream, changedAt) => {
		const {object, population} = stream.source;
		const records = populations.get(object) ?? population;
		const isNew = stream.operation === 'insert';
		if (isNew) {
			populations.set(object, records + 1);
		}

		made++;
		return {
			id: `${prefix}-${made}`, stream, changedAt, record: isNew ? records : random.below(records),
		};
	};
}

export function toChange({id, stream, record, changedAt}: DemoChange): Change {
	const {id: recordId, name: recordName, url} = recordOf(stream.source, record);
	const {operation, direction} = stream;
	return {
		id, object: stream.source.object, recordName, operation, direction, changedAt: new Date(changedAt).toISOString(),
		// Dynamics has no id or page for what Marketo is yet to tell it of: there is Marketo's own number.
		...(direction === 'outbound' && operation === 'insert' ? {recordId: String(1_000_000 + record)} : {recordId, url}),
	};
}
