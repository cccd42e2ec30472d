/** The last line: what is being typed, what has to be said, or what the keys do here. */
import type {ReactNode} from 'react';
import {cleanText} from '../../domain/clean.ts';
import {formatQuantity, type Quantity} from '../../domain/count.ts';
import {words} from '../../i18n/words.ts';
import {
	bindings, isInScope, scopeOf, type Binding,
} from '../keymap.ts';
import {locate} from '../store/cursor.ts';
import {freshnessOf} from '../store/freshness.ts';
import {
	errorIds, errorTotal, filterOf, listHeight, rowKeys, screenOf,
} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {composeLine, type Part} from '../text/compose.ts';
import {cutTo, widthOf} from '../text/width.ts';
import {keyLabel, useGlyphs, type Glyphs} from '../theme.ts';
import {Line} from './line.tsx';

export function Footer({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	const width = state.size.columns;
	if (state.prompt !== undefined) {
		return <Line spans={promptLine(state.prompt, glyphs, width)}/>;
	}

	if (state.notice !== undefined) {
		return <Line spans={composeLine([{text: ` ${cleanText(state.notice.text)}`, tone: state.notice.tone}], [], width)}/>;
	}

	const {cause} = freshnessOf(state);
	const isTold = cause === undefined || screenOf(state) === 'connecting';
	const left = isTold ? hints(state, glyphs) : [{text: ` ${cleanText(cause)}  `, tone: 'warn' as const}, ...hints(state, glyphs).map(part => ({...part, rank: part.rank + 10}))];
	return <Line spans={composeLine(left, positionPart(state, glyphs), width)}/>;
}

function promptLine({kind, text, caret}: NonNullable<State['prompt']>, glyphs: Glyphs, width: number) {
	const characters = [...text];
	const before = cleanText(characters.slice(0, caret).join(''));
	const after = cleanText(characters.slice(caret).join(''));
	const sign = kind === 'filter' ? '/' : ':';
	const keys = kind === 'filter' ? words.prompts.keys : words.prompts.commandKeys;
	// The caret is always in sight: what was typed long before gives way.
	const room = Math.max(1, width - 4 - Math.min(widthOf(after), Math.floor(width / 3)));
	const shown = cutTo(before, room, {from: 'start'});
	return composeLine(
		[{text: ` ${sign}`, tone: 'accent'}, {text: shown, tone: 'strong'}, {text: glyphs.caret, tone: 'accent'}, {text: after, tone: 'strong'}],
		[{text: ` ${(glyphs.isAscii ? keys.replace('⏎', 'enter') : keys)} `, tone: 'muted', rank: 2}],
		width,
	);
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

	return id === 'filter' && state.tab === 'errors' ? texts.search ?? id : (id === 'pause' && state.polling.isPaused ? texts.resume : texts[id]) ?? id;
}

/** Escape has something to leave: details, help or a filter. */
function isUseful({id}: Binding, state: State): boolean {
	if (id !== 'back') {
		return true;
	}

	const screen = scopeOf(state);
	return screen === 'help' || screen === 'object' || screen === 'error' || filterOf(state) !== '';
}

/** `3 of 1,284`. */
function positionPart(state: State, glyphs: Glyphs): Part[] {
	if (state.help !== undefined) {
		return [];
	}

	const screen = screenOf(state);
	const position = (index: number, count: Quantity): Part[] => index < 0 || count === undefined
		? []
		: [{text: ` ${words.position(formatQuantity({value: index + 1, quality: 'exact'}), formatQuantity(count, {ascii: glyphs.isAscii}))} `, tone: 'muted', rank: 8}];
	if (screen === 'status') {
		const keys = rowKeys(state);
		return position(locate(state.status.cursor, keys, listHeight(state)).index, {value: keys.length, quality: 'exact'});
	}

	if (screen === 'errors' || screen === 'error') {
		const ids = errorIds(state);
		const index = screen === 'error' ? ids.indexOf(state.errors.opened ?? '') : locate(state.errors.cursor, ids, listHeight(state)).index;
		return position(index, errorTotal(state));
	}

	return [];
}
