/** The first line: what is watched, between which systems, how fresh it is, and what time it is. */
import type {ReactNode} from 'react';
import {formatAge} from '../../domain/age.ts';
import {cleanText, nameText} from '../../domain/clean.ts';
import {formatClock} from '../../domain/hours.ts';
import {words} from '../../i18n/words.ts';
import {localNow} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {composeLine, type Part} from '../text/compose.ts';
import {useGlyphs} from '../theme.ts';
import {freshnessParts} from './freshness-parts.ts';
import {Line} from './line.tsx';

type HeaderProps = {
	readonly state: State;
	/** Stands here where the screen has no line of its own for it. */
	readonly title?: readonly Part[];
};

export function Header({state, title}: HeaderProps): ReactNode {
	const glyphs = useGlyphs();
	const {connection, panels, zone, size} = state;
	const service = panels.service.data;
	const systems = service?.source && service.target
		? `${cleanText(service.source.name)} ${glyphs.twoWay} ${cleanText(service.target.name)}`
		: undefined;
	const left: Part[] = [
		{text: ' sync-tui ', tone: 'accent', rank: 5},
		{text: ` ${nameText(service?.name, connection.name)} `, tone: 'strong', rank: 1},
		...(connection.isDemo && service?.name !== 'demo' ? [{text: `${words.demo} `, tone: 'warn', rank: 2} as const] : []),
		...(connection.isInsecure === true ? [{text: ` ${words.insecure} `, tone: 'bad', rank: 2} as const] : []),
		...(systems === undefined ? [] : [{text: ` ${systems} `, rank: 3}]),
	];
	const right: Part[] = [
		...freshnessParts(state, glyphs),
		...skewParts(state),
		...(state.cacheProblem === undefined ? [] : [{text: `  ${words.cache.unwritable}`, tone: 'warn', rank: 4.5} as const]),
		{text: `  ${formatClock(localNow(state), zone.offset)}`, rank: 2},
		{text: ` ${zone.name}`, tone: 'muted', rank: 6},
		{text: ' ', rank: 7},
	];
	return <Line spans={composeLine(title === undefined || title.length === 0 ? left : title, right, size.columns)}/>;
}

/** The clock here against the backend's. */
function skewParts({clockSkew}: State): Part[] {
	if (clockSkew === 0) {
		return [];
	}

	const age = formatAge(Math.abs(clockSkew));
	return [{text: `  ${clockSkew > 0 ? words.skew.behind(age) : words.skew.ahead(age)}`, tone: 'warn', rank: 2.5}];
}
