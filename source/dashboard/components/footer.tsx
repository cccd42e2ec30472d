/** The last line: what is being typed, what has to be said, or what the keys do here. */
import type {ReactNode} from 'react';
import {cleanText} from '../../domain/clean.ts';
import {formatQuantity, type Quantity} from '../../domain/count.ts';
import {formatClock} from '../../domain/hours.ts';
import {words} from '../../i18n/words.ts';
import {
	bindings, isInScope, scopeOf, type Binding,
} from '../keymap.ts';
import {locate} from '../store/cursor.ts';
import {freshnessOf} from '../store/freshness.ts';
import {
	causeKeys, errorIds, errorPlace, errorPosition, errorTotal, selectCauses,
} from '../store/error-selectors.ts';
import {
	filterOf, listHeight, rowKeys, screenOf,
} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {composeLine, type Part} from '../text/compose.ts';
import {keyLabel, useGlyphs, type Glyphs} from '../theme.ts';
import {dialogLine} from './dialog-line.ts';
import {exportLine} from './export-line.ts';
import {headerCause, nextTryText} from './freshness-parts.ts';
import {Line} from './line.tsx';
import {promptLine} from './prompt-line.ts';

export function Footer({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	if (state.prompt !== undefined) {
		return <Line spans={promptLine(state, glyphs)}/>;
	}

	// Ctrl-C's notice has to be seen, whatever is asked.
	if (state.dialog !== undefined && state.notice?.text !== words.interruptAgain) {
		return <Line spans={dialogLine(state.dialog, state, glyphs)}/>;
	}

	const width = state.size.columns;
	if (state.notice !== undefined) {
		return <Line spans={composeLine([{text: ` ${cleanText(state.notice.text)}`, tone: state.notice.tone}], [], width)}/>;
	}

	if (state.exporting !== undefined) {
		return <Line spans={exportLine(state.exporting, glyphs, width)}/>;
	}

	const trouble = screenOf(state) === 'connecting' ? undefined : troubleText(state, glyphs);
	const left = trouble === undefined
		? hints(state, glyphs)
		: [{text: ` ${trouble}`, tone: 'warn' as const}, {text: '  ', rank: 9}, ...hints(state, glyphs).map(part => ({...part, rank: part.rank + 10}))];
	return <Line spans={composeLine(left, positionPart(state, glyphs), width)}/>;
}

/** What the header has no room for: why the screen is old, or what of it could not be read. */
function troubleText(state: State, {dot}: Glyphs): string | undefined {
	const {cause, aside} = freshnessOf(state);
	if (cause !== undefined && !headerCause(state).isWhole) {
		const next = nextTryText(state);
		return cleanText(cause) + (next === undefined ? '' : ` ${dot} ${next}`);
	}

	if (aside === undefined) {
		return undefined;
	}

	const clock = aside.asOf === undefined ? undefined : formatClock(aside.asOf, state.zone.offset);
	return words.aside(words.panels[aside.panel], clock, cleanText(aside.cause));
}

/** From the key table: what has a hint, is for this screen and can work now. */
function hints(state: State, glyphs: Glyphs): Array<Part & {rank: number}> {
	const scope = scopeOf(state);
	return bindings
		.filter(binding => binding.hint !== undefined && isInScope(binding, scope) && binding.unavailable?.(state) === undefined && isUseful(binding, state))
		.flatMap((binding): Array<Part & {rank: number}> => {
			const rank = binding.hint ?? 0;
			const key = binding.id === 'down' ? `${keyLabel('up', glyphs)}${glyphs.isAscii ? '/' : ''}${keyLabel('down', glyphs)}` : keyLabel(binding.keys[0] ?? '', glyphs);
			return [{text: ` ${key} ${hintWords(binding, state)} `, tone: 'muted', rank}];
		});
}

function hintWords({id}: Binding, state: State): string {
	const texts: Readonly<Record<string, string>> = words.hints;
	if (id === 'last-hour' && state.status.view === 'last-hour') {
		return texts.backlog ?? id;
	}

	if (id === 'causes' && screenOf(state) === 'causes') {
		return texts.list ?? id;
	}

	if (id === 'open' && screenOf(state) === 'facets') {
		return texts.choose ?? id;
	}

	return (id === 'pause' && state.polling.pausedAt !== undefined ? texts.resume : texts[id]) ?? id;
}

/** Escape has something to leave: details, help or a filter. */
function isUseful({id}: Binding, state: State): boolean {
	if (id !== 'back') {
		return true;
	}

	const screen = scopeOf(state);
	return !['status', 'errors'].includes(screen) || filterOf(state) !== '' || (screen === 'errors' && state.errors.marked.size > 0);
}

/** `3 of 1,284`. */
function positionPart(state: State, glyphs: Glyphs): Part[] {
	if (state.help !== undefined) {
		return [];
	}

	const screen = screenOf(state);
	const position = (index: number | undefined, count: Quantity): Part[] => index === undefined || index < 0 || count === undefined
		? []
		: [{text: ` ${words.position(formatQuantity({value: index + 1, quality: 'exact'}), formatQuantity(count, {ascii: glyphs.isAscii}))} `, tone: 'muted', rank: 6.5}];
	if (screen === 'status') {
		const keys = rowKeys(state);
		return position(locate(state.status.cursor, keys, listHeight(state)).index, {value: keys.length, quality: 'exact'});
	}

	if (screen === 'errors' || screen === 'error') {
		const index = screen === 'error' ? errorIds(state).indexOf(state.errors.opened ?? '') : errorPlace(state).index;
		const place = errorPosition(state, index);
		return position(place === undefined ? undefined : place - 1, errorTotal(state));
	}

	if (screen === 'causes') {
		const {causes} = selectCauses(state);
		return position(locate(state.errors.causeCursor, causeKeys(causes), listHeight(state)).index, {value: causes.length, quality: 'exact'});
	}

	return [];
}
