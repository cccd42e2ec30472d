/** The first line: what is watched, between which systems, how fresh it is, and what time it is. */
import type {ReactNode} from 'react';
import {formatAge} from '../../domain/age.ts';
import {cleanText, nameText} from '../../domain/clean.ts';
import {formatClock} from '../../domain/hours.ts';
import {words} from '../../i18n/words.ts';
import {freshnessOf, type Freshness} from '../store/freshness.ts';
import type {State} from '../store/state.ts';
import {composeLine, type Part, type Tone} from '../text/compose.ts';
import {useGlyphs, type Glyphs} from '../theme.ts';
import {Line} from './line.tsx';

type HeaderProps = {
	readonly state: State;
	/** Stands here where the screen has no line of its own for it. */
	readonly title?: readonly Part[];
};

export function Header({state, title}: HeaderProps): ReactNode {
	const glyphs = useGlyphs();
	const {connection, panels, zone, now, size} = state;
	const service = panels.service.data;
	const systems = service?.source && service.target
		? `${cleanText(service.source.name)} ${glyphs.twoWay} ${cleanText(service.target.name)}`
		: undefined;
	const left: Part[] = [
		{text: ' sync-tui ', tone: 'accent', rank: 5},
		{text: ` ${nameText(service?.name, connection.name)} `, tone: 'strong', rank: 1},
		...(connection.isDemo && service?.name !== 'demo' ? [{text: `${words.demo} `, tone: 'warn', rank: 2} as const] : []),
		...(systems === undefined ? [] : [{text: ` ${systems} `, rank: 3}]),
	];
	const right: Part[] = [
		...freshnessParts(freshnessOf(state), state, glyphs),
		{text: `  ${formatClock(now, zone.offset)}`, rank: 2},
		{text: ` ${zone.name}`, tone: 'muted', rank: 6},
		{text: ' ', rank: 7},
	];
	return <Line spans={composeLine(title === undefined || title.length === 0 ? left : title, right, size.columns)}/>;
}

const freshnessTones: Readonly<Record<Freshness['kind'], Tone>> = {
	connecting: 'muted', live: 'good', stale: 'warn', offline: 'bad', paused: 'warn',
};

function freshnessParts(freshness: Freshness, {polling, zone}: State, glyphs: Glyphs): Part[] {
	const {kind} = freshness;
	const glyph = {
		connecting: glyphs.dot, live: glyphs.live, stale: glyphs.stale, offline: glyphs.offline, paused: glyphs.paused,
	}[kind];
	const parts: Part[] = [{text: ` ${glyph} ${words.freshness[kind]}`, tone: freshnessTones[kind]}];
	if (freshness.since !== undefined) {
		parts.push({text: ` ${words.since(formatClock(freshness.since, zone.offset))}`, tone: freshnessTones[kind], rank: 4});
	}

	if (kind === 'live') {
		parts.push({text: ` ${glyphs.dot} ${words.every(formatAge(polling.interval))}`, tone: 'muted', rank: 4});
	}

	return parts;
}
