/**
Random numbers that a seed repeats: sfc32 by Chris Doty-Humphrey (PractRand), seeded with the xmur3 string hash,
both as given in https://github.com/bryc/code/blob/master/jshash/PRNGs.md (public domain).
*/

export type Random = {
	/** 0 ≤ x < 1. */
	float(): number;
	/** A whole number, 0 ≤ n < `end`. */
	below(end: number): number;
	chance(probability: number): boolean;
	pick<T>(list: readonly T[]): T;
	/** One of the list, as often as its weight says. */
	weighted<T extends {readonly weight: number}>(list: readonly T[]): T;
	/** How many of something happen that happens `mean` times on average: a Poisson distribution. */
	poisson(mean: number): number;
};

/** Above this, a Poisson distribution is taken for the normal one that it approaches. */
const poissonLimit = 30;

export function createRandom(seed: string): Random {
	const next = sfc32(seed);
	const float = () => next() / 0x1_00_00_00_00;
	const below = (end: number) => Math.floor(float() * end);
	return {
		float,
		below,
		chance: probability => float() < probability,
		pick: list => itemAt(list, below(list.length)),
		weighted(list) {
			let rest = float() * list.reduce((sum, {weight}) => sum + weight, 0);
			const index = list.findIndex(({weight}) => {
				rest -= weight;
				return rest < 0;
			});
			return itemAt(list, index === -1 ? list.length - 1 : index);
		},
		poisson: mean => mean > poissonLimit ? normalCount(float, mean) : smallPoisson(float, mean),
	};
}

/** A number from 0 to 2³² − 1 that depends on the text alone, the same text giving the same number. */
export function hash(text: string): number {
	return xmur3(text)();
}

function itemAt<T>(list: readonly T[], index: number): T {
	const item = list[index];
	if (item === undefined) {
		throw new RangeError('there is nothing to pick from');
	}

	return item;
}

/** Knuth's method: multiplies chances until they are smaller than that of none. */
function smallPoisson(float: () => number, mean: number): number {
	const least = Math.exp(-mean);
	let count = 0;
	for (let product = float(); product > least; product *= float()) {
		count++;
	}

	return count;
}

/** Box and Muller's method. */
function normalCount(float: () => number, mean: number): number {
	const deviation = Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float());
	return Math.max(0, Math.round(mean + deviation * Math.sqrt(mean)));
}

/* eslint-disable no-bitwise, unicorn/prefer-math-trunc -- 32-bit arithmetic is what these are made of, and `| 0` wraps where trunc doesn't. */
function sfc32(seed: string): () => number {
	const part = xmur3(seed);
	let [a, b, c, counter] = [part(), part(), part(), 1];
	const next = () => {
		const sum = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum | 0;
		return sum >>> 0;
	};

	// The first numbers still resemble the seed.
	for (let round = 0; round < 12; round++) {
		next();
	}

	return next;
}

function xmur3(text: string): () => number {
	let h = 1_779_033_703 ^ text.length;
	for (let index = 0; index < text.length; index++) {
		// eslint-disable-next-line unicorn/prefer-code-point -- it is UTF-16 units that are hashed.
		h = Math.imul(h ^ text.charCodeAt(index), 3_432_918_353);
		h = (h << 13) | (h >>> 19);
	}

	return () => {
		h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
		h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
		h ^= h >>> 16;
		return h >>> 0;
	};
}
/* eslint-enable no-bitwise, unicorn/prefer-math-trunc */
