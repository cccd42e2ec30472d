import {useMemo, type ReactNode} from 'react';
import {words} from '../../../i18n/words.ts';
import {ScrolledLines} from '../../components/scrolled-lines.tsx';
import {locate} from '../../store/cursor.ts';
import {
	errorIds, listHeight, objectLabels, selectErrors, selectLayout,
} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {composeLine, type Part} from '../../text/compose.ts';
import {Line} from '../../components/line.tsx';
import {cleanText} from '../../../domain/clean.ts';
import {errorLines} from './error-lines.ts';

/** One error, whole. */
export function ErrorScreen({state}: {readonly state: State}): ReactNode {
	const {panels, errors, size, zone} = state;
	const detail = panels.error.data?.id === errors.opened ? panels.error.data : undefined;
	const listed = selectErrors(state).items.find(({id}) => id === errors.opened);
	const error = detail ?? listed;
	const label = objectLabels(panels.status.data).get(error?.object ?? '') ?? cleanText(error?.object ?? words.na);
	const hasDetail = detail !== undefined;
	const lines = useMemo(
		() => error === undefined
			? []
			: errorLines({
				error, label, offset: zone.offset, width: size.columns, hasDetail,
			}),
		[error, label, zone, size.columns, hasDetail],
	);
	if (error === undefined) {
		const text = cleanText(panels.error.failure?.message ?? words.error.loading);
		return <Line spans={composeLine([{text: ` ${text}`}], [], size.columns)}/>;
	}

	return <ScrolledLines lines={lines} top={errors.scroll} height={selectLayout(state).body} width={size.columns}/>;
}

/** `Error 3 of 1,284   0x80040333`. */
export function errorTitle(state: State): Part[] {
	const ids = errorIds(state);
	const {index} = locate(state.errors.cursor, ids, listHeight(state));
	const error = selectErrors(state).items[index];
	return [
		{text: ` ${words.error.title}`, tone: 'strong'},
		{text: `   ${cleanText(error?.code ?? '')}`, tone: 'bad', rank: 1},
		{text: `   ${cleanText(error?.recordName ?? '')}`, rank: 2},
	];
}
