/** A short span of the sync's work: whatever the demo does, it does step by step. */
export type Step = {
	/** ms of work: the clock of a sync that works at the speed of life. At speed 1 it is the real one. */
	readonly start: number;
	/** ms of work. */
	readonly length: number;
	/** The real time (whole ms UTC) of a moment of work (ms). */
	readonly at: (work: number) => number;
};
