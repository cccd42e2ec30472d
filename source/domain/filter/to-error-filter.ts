import type {ErrorFilter} from '../../contract/queries.ts';
import type {ZoneOffset} from '../hours.ts';
import type {FilterTerm, FilterTime, TimeField, ValueField} from './terms.ts';

export type ToErrorFilterOptions = {
	/** ms UTC. */
	readonly now: number;
	/** Of the reader's clock. */
	readonly offset: ZoneOffset;
};

/**
The terms as the contract's filter: `!` before what is negated, times in ms UTC. An age is worked out to the full minute, so that the same filter
asks the same question for as long.
*/
export function toErrorFilter(terms: readonly FilterTerm[], {now, offset}: ToErrorFilterOptions): ErrorFilter {
	const values = (field: ValueField) => terms.flatMap(term => term.kind === 'field' && term.field === field ? [signed(term.value, term.isNegated)] : []);
	const moment = (field: TimeField) => terms
		.flatMap(term => term.kind === 'time' && term.field === field ? [momentOf(term.time, field, now, offset)] : [])
		.at(0);

	return {
		q: terms.flatMap(term => term.kind === 'word' ? [signed(term.text, term.isNegated)] : []),
		object: values('object'),
		operation: values('operation'),
		direction: values('direction'),
		code: values('code'),
		level: values('level'),
		from: moment('since'),
		to: moment('until'),
	};
}

function signed(text: string, isNegated: boolean): string {
	return (isNegated ? '!' : '') + text;
}

const minute = 60_000;
const day = 86_400_000;
/** The last moment that RFC 3339 can tell. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function momentOf(time: FilterTime, field: TimeField, now: number, offset: ZoneOffset): number {
	const ms = time.kind === 'ago'
		? Math.floor((now - time.ms) / minute) * minute
		// Until a day is until that day is over.
		: momentAt(time.ms + (time.isDay && field === 'until' ? day : 0), offset);
	return Math.min(Math.max(ms, 0), lastMoment);
}

/**
When a clock shows a time (in ms, as if it were UTC). Where the clocks go back over it, the first time; where they go forward over it, as much after the
change as it would have been: 0:00 of a day that begins at 1:00 is that day's beginning.
*/
function momentAt(clock: number, offset: ZoneOffset): number {
	// A day to either side is beyond any change of the clock that matters here.
	const byOffsetBefore = clock - offset(clock - day) * minute;
	const byOffsetAfter = clock - offset(clock + day) * minute;
	const isShown = (ms: number) => ms + offset(ms) * minute === clock;
	return !isShown(byOffsetBefore) && isShown(byOffsetAfter) ? byOffsetAfter : byOffsetBefore;
}
