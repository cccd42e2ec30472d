import type {ReactNode} from 'react';
import {addQuantities, formatQuantity, quantityOf} from '../../domain/count.ts';
import {words} from '../../i18n/words.ts';
import type {State} from '../store/state.ts';
import {composeLine, type Part} from '../text/compose.ts';
import {useGlyphs} from '../theme.ts';
import {Line} from './line.tsx';

/** `1 Sync Status   2 Sync Errors 128`: the number is of the records in error now, over all objects. */
export function Tabs({state}: {readonly state: State}): ReactNode {
	const {isAscii} = useGlyphs();
	const failed = addQuantities((state.panels.status.data?.objects ?? []).map(object => quantityOf(object.failed)));
	const count = failed === undefined || failed.value === 0 ? '' : ` ${formatQuantity(failed, {ascii: isAscii})}`;
	const tab = (isOpen: boolean, text: string): Part => ({text: ` ${text} `, tone: isOpen ? 'active' : 'plain', rank: isOpen ? 0 : 1});
	const left = [
		{text: ' '},
		tab(state.tab === 'status', `1 ${words.tabs.status}`),
		{text: '  '},
		tab(state.tab === 'errors', `2 ${words.tabs.errors}${count}`),
	];
	return <Line spans={composeLine(left, [{text: `? ${words.hints.help ?? ''} `, tone: 'muted', rank: 2}], state.size.columns)}/>;
}
