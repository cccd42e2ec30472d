/**
Loaded into a process before its program (`node --import`): its clock runs `SOAK_SPEED` times as fast from `SOAK_BEGIN` on (ms UTC), and so do its timers.
Limits of a single request stay as they are: what is measured is a month of life, not a network that is a thousand times as slow.
*/
import process from 'node:process';

const speed = Number(process.env.SOAK_SPEED);
const begin = Number(process.env.SOAK_BEGIN);
const realNow = Date.now;
const simulated = (): number => begin + Math.round((realNow() - begin) * speed);

/** ms: the time limits of requests. */
const limits = new Set([10_000, 60_000 * 5]);

const RealDate = Date;
// eslint-disable-next-line unicorn/no-global-object-property-assignment -- the whole program has to live by it
globalThis.Date = new Proxy(RealDate, {
	construct: (target, values: [], newTarget) => Reflect.construct(target, values.length === 0 ? [simulated()] : values, newTarget) as Date,
	apply: () => new RealDate(simulated()).toString(),
});
RealDate.now = simulated;

// eslint-disable-next-line unicorn/no-global-object-property-assignment -- the same
globalThis.setTimeout = new Proxy(setTimeout, {
	apply(target, self, [work, delay, ...values]: [() => void, number | undefined, ...unknown[]]) {
		const scaled = delay === undefined || limits.has(delay) ? delay : delay / speed;
		return Reflect.apply(target, self, [work, scaled, ...values]) as unknown;
	},
});
