/**
Stretches of time as tokens of the index of words. A question about a span of positions names the stretches that it lies in: SQLite looks whether it
is still within the span only where it has found something, so without them a question with no answer goes through the whole index, whatever the span.
*/
import {searchToken} from './search-token.ts';
import type {Span} from './slices.ts';

/** The columns, and how many positions one of their stretches has, as a power of two: 70 minutes, 4 seconds and 4 ms, the last for the worst of bursts. */
export const stretches = {hour: 32, second: 22, instant: 12} as const;
export type Stretch = keyof typeof stretches;

/** Positions may be below 0, tokens stand for numbers that are not. */
const lowest = 2 ** 41;

/** More than so many in one question cost more than they spare. */
const maxTokens = 64;

export function stretchTokens(position: number): Record<Stretch, string> {
	return {hour: tokenOf(position, 'hour'), second: tokenOf(position, 'second'), instant: tokenOf(position, 'instant')};
}

/** An expression of the index of words; undefined where the span is too wide. */
export function stretchExpression({from, to}: Span): string | undefined {
	for (const stretch of ['instant', 'second', 'hour'] as const) {
		const first = numberOf(from, stretch);
		const count = numberOf(to - 1, stretch) - first + 1;
		if (count <= maxTokens) {
			const tokens = Array.from({length: count}, (_, index) => `"${searchToken(lowest + first + index)}"`);
			return `${stretch} : (${tokens.join(' OR ')})`;
		}
	}

	return undefined;
}

function tokenOf(position: number, stretch: Stretch): string {
	return searchToken(lowest + numberOf(position, stretch));
}

function numberOf(position: number, stretch: Stretch): number {
	return Math.floor(position / 2 ** stretches[stretch]);
}
