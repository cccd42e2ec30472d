/** How the rows of the terminal are shared out: from 60 rows to 5, what matters least goes first. */

export type Layout = {
	/** Rows of the list or text in the middle. */
	readonly body: number;
	readonly hasTabs: boolean;
	readonly hasRules: boolean;
	readonly hasTitle: boolean;
	/** A blank line below the title. */
	readonly hasAir: boolean;
	/** The line that says how to connect one's own backend. */
	readonly hasBanner: boolean;
};

/** `isDemo` gives the banner its line, where there is room. */
export function layoutOf(rows: number, isDemo: boolean): Layout {
	const hasTabs = rows >= 8;
	const hasTitle = rows >= 6;
	const hasBanner = isDemo && rows >= 9;
	const hasRules = rows >= 18;
	const hasAir = rows >= 22;
	const header = 1;
	const footer = 1;
	const chrome = header + footer + Number(hasTabs) + Number(hasTitle) + Number(hasBanner) + 2 * Number(hasRules) + Number(hasAir);
	return {
		body: Math.max(1, rows - chrome), hasTabs, hasRules, hasTitle, hasAir, hasBanner,
	};
}

export type ObjectLayout = {
	readonly hasDirections: boolean;
	/** The line above the queue that says what it is. */
	readonly hasCaption: boolean;
	/** The drawn table; where it doesn't fit, a line per operation. */
	readonly isTable: boolean;
	/** Lines of the queue, its headings among them. */
	readonly queue: number;
};

/** Details of one object in `body` lines: operations, directions, and the queue in what is left. */
export function objectLayout(body: number, columns: number, operations: number, directions: number): ObjectLayout {
	const table = 3 + 2 * operations;
	const caption = 1;
	const isTable = columns >= 64 && body - table - directions - caption >= 4;
	const summary = isTable ? table : Math.min(body, operations);
	const hasDirections = directions > 0 && body - summary - directions - caption >= 3;
	const rest = body - summary - (hasDirections ? directions : 0);
	const hasCaption = rest >= 4;
	return {
		// Headings without a row say nothing.
		isTable, hasDirections, hasCaption, queue: rest < 2 ? 0 : rest - Number(hasCaption),
	};
}
