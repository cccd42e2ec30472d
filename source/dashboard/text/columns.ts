/** Which columns of a table fit, and how wide each is. */

export type ColumnSpec = {
	readonly id: string;
	/** Cells that its widest content needs, heading included. */
	readonly natural: number;
	/** Columns with the lowest number stay longest. */
	readonly priority: number;
	/** May be cut down to this; a column without it is shown whole or not at all (a cut number is a wrong number). */
	readonly min?: number;
	/** Takes the room that is left over. */
	readonly isGreedy?: boolean;
};

export type PlacedColumn = {readonly id: string; readonly width: number};

/** In the order given; the widths and the gaps between them sum up to at most `width`. */
export function placeColumns(specs: readonly ColumnSpec[], width: number, gap: number): PlacedColumn[] {
	const chosen = new Map<string, number>();
	let used = 0;
	for (const {id, natural, min} of specs.toSorted((a, b) => a.priority - b.priority)) {
		const needed = Math.min(natural, min ?? natural);
		const before = chosen.size === 0 ? 0 : gap;
		if (used + before + needed > width) {
			if (chosen.size === 0) {
				return [{id, width}];
			}

			continue;
		}

		used += before + needed;
		chosen.set(id, needed);
	}

	let room = width - used;
	for (const {id, natural} of specs.toSorted((a, b) => a.priority - b.priority)) {
		const given = chosen.get(id);
		if (given === undefined || given >= natural) {
			continue;
		}

		const more = Math.min(room, natural - given);
		chosen.set(id, given + more);
		room -= more;
	}

	const greedy = specs.find(({id, isGreedy}) => isGreedy === true && chosen.has(id));
	if (greedy) {
		chosen.set(greedy.id, (chosen.get(greedy.id) ?? 0) + room);
	}

	return specs.filter(({id}) => chosen.has(id)).map(({id}) => ({id, width: chosen.get(id) ?? 0}));
}
