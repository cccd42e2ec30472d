/**
The changes in what pgoutput sends, protocol version 1. Source: PostgreSQL's documentation, "Logical Replication Message Formats". Messages may have been cut
off at their end: what isn't there any more is taken as unknown.
*/

export type DecodedChange = {
	/** `schema.name`, as on the publisher. */
	readonly table: string;
	readonly operation: 'insert' | 'update' | 'delete';
	/** ms UTC, by the publisher's clock. */
	readonly committedAt: number;
	/** Where in the publisher's log its transaction is committed, in bytes since its beginning. */
	readonly committedIn: number;
	/** The values of its key, as text; null where it has none, or none that is short. */
	readonly key: string | null;
};

type Relation = {readonly table: string; readonly columns: ReadonlyArray<{readonly isKey: boolean}>};

/** PostgreSQL counts time from 2000-01-01, in microseconds. */
const epoch = Date.UTC(2000, 0, 1);

/** Characters. */
const maxKey = 200;

/** In the order in which they are applied: by the commits of their transactions. */
export function decodeChanges(messages: Iterable<Uint8Array>): DecodedChange[] {
	const relations = new Map<number, Relation>();
	let transaction = {committedIn: 0, committedAt: epoch};
	const decode = (reader: Reader): DecodedChange | undefined => {
		const kind = reader.letter();
		switch (kind) {
			case 'B': {
				transaction = {committedIn: reader.int64(), committedAt: epoch + Math.floor(reader.int64() / 1000)};
				return undefined;
			}

			case 'R': {
				relations.set(reader.int32(), readRelation(reader));
				return undefined;
			}

			case 'I':
			case 'U':
			case 'D': {
				const relation = relations.get(reader.int32());
				return relation && {table: relation.table, operation: operations[kind], ...transaction, key: readKey(reader, relation)};
			}

			default: {
				// Commits, types, origins, truncations, and what later versions may add.
				return undefined;
			}
		}
	};

	return [...messages].map(message => decode(createReader(message))).filter(change => change !== undefined);
}

const operations = {I: 'insert', U: 'update', D: 'delete'} as const;

function readRelation(reader: Reader): Relation {
	const [schema, name] = [reader.string(), reader.string()];
	// Which columns identify a row: that is told column by column, too.
	reader.skip(1);
	const columns = Array.from({length: reader.int16()}, () => {
		const isKey = (reader.int8() & 1) === 1; // eslint-disable-line no-bitwise -- a flag among others
		reader.string();
		reader.skip(8);
		return {isKey};
	});
	return {table: `${schema}.${name}`, columns};
}

/** Of the first tuple: the old key or row where an update changes the key (`K`, `O`), the row itself otherwise (`N`). */
function readKey(reader: Reader, {columns}: Relation): string | null {
	try {
		reader.skip(1);
		// What stands behind the last of its columns isn't read: it may be cut off.
		const width = Math.min(reader.int16(), columns.findLastIndex(({isKey}) => isKey) + 1);
		const values = columns.slice(0, width).map(({isKey}) => ({isKey, value: readValue(reader, isKey)}));
		return keyText(values.filter(({isKey}) => isKey).map(({value}) => value));
	} catch (error) {
		if (error instanceof RangeError) {
			return null;
		}

		throw error;
	}
}

function keyText(values: ReadonlyArray<string | null>): string | null {
	const text = values.join(', ');
	return values.length === 0 || values.includes(null) || text.length > maxKey ? null : text;
}

/** Null for one that isn't there (`n`), hasn't changed and is stored elsewhere (`u`), or isn't text (`b`). */
function readValue(reader: Reader, isWanted: boolean): string | null {
	const kind = reader.letter();
	if (kind !== 't' && kind !== 'b') {
		return null;
	}

	const length = reader.int32();
	if (kind === 't' && isWanted) {
		return reader.text(length);
	}

	reader.skip(length);
	return null;
}

type Reader = ReturnType<typeof createReader>;

/** Throws a RangeError behind the end. Numbers of 64 bits come as JavaScript's: places in a log and times are below 2^53. */
function createReader(message: Uint8Array) {
	const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
	const decoder = new TextDecoder();
	let at = 0;
	const take = (bytes: number): number => {
		const from = at;
		at += bytes;
		if (at > message.byteLength) {
			throw new RangeError('the message ends before');
		}

		return from;
	};

	const text = (length: number) => {
		const from = take(length);
		return decoder.decode(message.subarray(from, from + length));
	};

	return {
		letter: () => String.fromCodePoint(view.getUint8(take(1))),
		int8: () => view.getUint8(take(1)),
		int16: () => view.getUint16(take(2)),
		int32: () => view.getUint32(take(4)),
		int64: () => Number(view.getBigInt64(take(8))),
		skip: take,
		text,
		/** Up to the NUL that ends it. */
		string() {
			const end = message.indexOf(0, at);
			if (end === -1) {
				throw new RangeError('the message ends before');
			}

			const read = text(end - at);
			take(1);
			return read;
		},
	};
}
