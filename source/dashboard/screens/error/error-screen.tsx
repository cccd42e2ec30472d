import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cleanText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import {Line} from '../../components/line.tsx';
import {selectOpenedError} from '../../store/error-selectors.ts';
import type {State} from '../../store/state.ts';
import {composeLine, type Part, type Span} from '../../text/compose.ts';
import {useGlyphs, type Glyphs} from '../../theme.ts';
import type {DocumentLine} from './document-line.ts';
import {
	errorLine, errorWindow, missingText, selectErrorLines,
} from './error-view.ts';

/** One error, whole. */
export function ErrorScreen({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	const {columns} = state.size;
	const lines = selectErrorLines(state);
	if (lines.length === 0) {
		return <Line spans={composeLine([{text: ` ${missingText(state)}`}], [], columns)}/>;
	}

	const {first, height, isPart} = errorWindow(state);
	const last = Math.min(lines.length, first + height);
	const at = errorLine(state);
	return (
		<Box flexDirection='column'>
			{lines.slice(first, last).map((line, index) => <Line key={first + index} spans={spansOf(line, first + index === at, columns, glyphs)}/>)}
			{isPart ? <Line spans={composeLine([], [{text: `${first + 1}-${last} / ${lines.length} `, tone: 'muted'}], columns)}/> : undefined}
		</Box>
	);
}

/** `Error   0x80040333   Ana Pérez`. */
export function errorTitle(state: State): Part[] {
	const {error} = selectOpenedError(state);
	return [
		{text: ` ${words.error.title}`, tone: 'strong'},
		{text: `   ${cleanText(error?.code ?? '')}`, tone: 'bad', rank: 1},
		{text: `   ${cleanText(error?.recordName ?? '')}`, rank: 2},
	];
}

function spansOf({indent, parts, fold, hasSign}: DocumentLine, isAt: boolean, width: number, glyphs: Glyphs): Span[] {
	const sign = hasSign === true && fold !== undefined ? [{text: `${glyphs[fold]} `, tone: 'accent'} as const] : [];
	return composeLine([{text: isAt ? glyphs.marker : ' ', tone: 'mark'}, {text: ' '.repeat(indent)}, ...sign, ...parts], [], width);
}
