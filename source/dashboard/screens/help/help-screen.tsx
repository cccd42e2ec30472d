import type {ReactNode} from 'react';
import {ScrolledLines} from '../../components/scrolled-lines.tsx';
import {selectLayout} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {useGlyphs} from '../../theme.ts';
import {helpLines} from './help-lines.ts';

export function HelpScreen({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	return <ScrolledLines lines={helpLines(state.size.columns, glyphs)} top={state.help ?? 0} height={selectLayout(state).body} width={state.size.columns}/>;
}
