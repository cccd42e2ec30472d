/** Two clocks: the real one, and that of the work, which goes `speed` times as fast. What happens is told in real time; time-lapse makes more of it happen. */

export type WorkClock = {
	/** ms of work until the moment that is due at a real time (ms UTC). */
	until(time: number): number;
	/** The real time (whole ms UTC) of a moment of work (ms). */
	at(work: number): number;
	/** Lets a moment of work be now: what could not be done in time will be done later. */
	align(work: number, time: number): void;
};

/** The two agree at `start`. */
export function createWorkClock(start: number, speed: number): WorkClock {
	let anchor = {work: start, time: start};
	return {
		until: time => anchor.work + (time - anchor.time) * speed,
		at: work => anchor.time + Math.floor((work - anchor.work) / speed),
		align(work, time) {
			anchor = {work, time};
		},
	};
}
