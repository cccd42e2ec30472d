import type {Part} from '../../text/compose.ts';

/** What copying takes from a line: the text as it came, and what to call it. */
export type Copy = {readonly text: string; readonly what: string};

/** A line of the open error. The first cell is left to the cursor's mark. */
export type DocumentLine = {
	/** Blanks after the mark. */
	readonly indent: number;
	readonly parts: readonly Part[];
	/** Names what stands here; lines of the same text share it. */
	readonly path?: string | undefined;
	/** How that stands now, where it can be folded. */
	readonly fold?: 'folded' | 'unfolded' | undefined;
	/** The sign of the fold comes before the parts, in two cells. */
	readonly hasSign?: boolean;
	readonly copy?: (() => Copy) | undefined;
};

export const blankLine: DocumentLine = {indent: 0, parts: []};
