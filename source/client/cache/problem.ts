/** What is wrong with the cache, for whoever tells it. The program goes on without. */
import type {Unfit} from './content.ts';

export type CacheProblem =
	/** What stood there is of no use, and stands in `file` now. */
	| {readonly kind: 'set-aside'; readonly file: string; readonly why: Unfit}
	/** Nothing is kept for the next run. `reason` is the system's code, or `newer`: a newer program writes the same file. */
	| {readonly kind: 'unwritable'; readonly path: string; readonly reason: string};
