/** What the header says of how far the screen can be trusted. */
import {formatAge, formatPause} from '../../domain/age.ts';
import {cleanText, nameText} from '../../domain/clean.ts';
import {formatClock} from '../../domain/hours.ts';
import {words} from '../../i18n/words.ts';
import {freshnessOf, secondsUntil, type Freshness} from '../store/freshness.ts';
import {localNow} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import type {Part, Tone} from '../text/compose.ts';
import {cutTo, widthOf} from '../text/width.ts';
import type {Glyphs} from '../theme.ts';

const tones: Readonly<Record<Freshness['kind'], Tone>> = {
	connecting: 'muted', live: 'good', stale: 'warn', offline: 'bad', paused: 'warn',
};

/** `◐ STALE 3m ago · 502 from the backend · next try in 12s`. */
export function freshnessParts(state: State, glyphs: Glyphs): Part[] {
	const freshness = freshnessOf(state);
	const {kind, asOf} = freshness;
	const tone = tones[kind];
	const glyph = {
		connecting: glyphs.dot, live: glyphs.live, stale: glyphs.stale, offline: glyphs.offline, paused: glyphs.paused,
	}[kind];
	const parts: Part[] = [{text: ` ${glyph} ${words.freshness[kind]}`, tone}];
	if (kind === 'live') {
		return [...parts, {text: ` ${glyphs.dot} ${words.every(formatPause(state.polling.interval))}`, tone: 'muted', rank: 4}];
	}

	if (asOf !== undefined) {
		const text = kind === 'paused' ? words.since(formatClock(asOf, state.zone.offset)) : words.ago(formatAge(localNow(state) - asOf));
		parts.push({text: ` ${text}`, tone, rank: 1.2});
	}

	const {text: cause} = headerCause(state);
	if (cause !== '') {
		parts.push({text: ` ${glyphs.dot} ${cause}`, tone, rank: 1.4});
	}

	const next = nextTryText(state, freshness);
	return next === undefined ? parts : [...parts, {text: ` ${glyphs.dot} ${next}`, tone: 'muted', rank: 2.8}];
}

/** Cells of the time of day, and of what stands between the parts. */
const around = 15;
/** Cells that the name of the connection may keep beside a cause. */
const nameRoom = 24;
/** Fewer cells of a cause say nothing. */
const leastCause = 16;

/** The cause as far as the header has room for it; where `isWhole` is false, the footer has to tell it. */
export function headerCause(state: State): {readonly text: string; readonly isWhole: boolean} {
	const {kind, asOf, cause: raw = ''} = freshnessOf(state);
	const cause = cleanText(raw);
	const age = asOf === undefined ? '' : words.ago(formatAge(localNow(state) - asOf));
	const name = nameText(state.panels.service.data?.name, state.connection.name);
	const room = state.size.columns - Math.min(nameRoom, widthOf(name) + 2) - widthOf(words.freshness[kind] + age) - around;
	return room < leastCause
		? {text: '', isWhole: cause === ''}
		: {text: cutTo(cause, room), isWhole: widthOf(cause) <= room};
}

export function nextTryText(state: State, {nextTryAt} = freshnessOf(state)): string | undefined {
	const seconds = secondsUntil(nextTryAt, localNow(state));
	if (seconds === undefined) {
		return undefined;
	}

	return seconds === 0 ? words.tryingNow : words.nextTry(formatAge(seconds * 1000));
}
