import type {ReactNode} from 'react';
import {cleanText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import {ScrolledLines} from '../../components/scrolled-lines.tsx';
import {selectLayout} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {composeLine, type Part, type Span} from '../../text/compose.ts';
import {cutTo, padEndTo} from '../../text/width.ts';
import {useGlyphs} from '../../theme.ts';

/** What became of each error that something was asked for. */
export function ResultsScreen({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	const {dialog, size: {columns}} = state;
	if (dialog?.kind !== 'results') {
		return undefined;
	}

	const reasons = new Map(dialog.receipt.refused.map(({id, reason}) => [id, reason]));
	const nameWidth = Math.min(40, Math.floor(columns / 2));
	const lines = dialog.names.map(([id, name]): Span[] => {
		const reason = reasons.get(id);
		return composeLine([
			{text: reason === undefined ? ` ${glyphs.picked} ` : ` ${glyphs.cross} `, tone: reason === undefined ? 'good' : 'bad'},
			{text: padEndTo(cutTo(cleanText(name), nameWidth), nameWidth)},
			{text: `  ${reason === undefined ? words.errorActions[dialog.action].each : cleanText(reason)}`, tone: 'muted'},
		], [], columns);
	});
	return <ScrolledLines lines={lines} top={dialog.top} height={selectLayout(state).body} width={columns}/>;
}

export function resultsTitle({dialog}: State): Part[] {
	return dialog?.kind === 'results'
		? [
			{text: ` ${words.errorActions[dialog.action].title}`, tone: 'strong'},
			{text: `   ${words.errorActions[dialog.action].done(String(dialog.receipt.accepted))}`, rank: 1},
		]
		: [];
}
