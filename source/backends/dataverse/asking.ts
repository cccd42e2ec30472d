/** What every question needs. */
import type {Aggregator} from './aggregate.ts';
import type {Connection} from './connection.ts';
import type {Field, Fields} from './fields.ts';
import type {LinkOf} from './links.ts';
import type {Column} from './table.ts';

export type Asking = {
	readonly connection: Connection;
	readonly fields: Fields;
	readonly aggregate: Aggregator;
	readonly linkOf: LinkOf;
};

/** The columns of those fields that have one, each once. */
export function groupingBy(fields: ReadonlyArray<Field | undefined>): Column[] {
	const columns = fields.flatMap(field => field?.kind === 'column' ? [field.column] : []);
	return new Map(columns.map(column => [column.name, column])).values().toArray();
}
