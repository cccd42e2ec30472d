import {useMemo, type ReactNode} from 'react';
import {cleanText, nameText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import {Line} from '../../components/line.tsx';
import {ScrolledLines} from '../../components/scrolled-lines.tsx';
import {objectLabels, selectLayout, selectOpenedError} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {composeLine, type Part} from '../../text/compose.ts';
import {errorLines} from './error-lines.ts';

/** One error, whole. */
export function ErrorScreen({state}: {readonly state: State}): ReactNode {
	const {panels, errors, size, zone} = state;
	const {error, isWhole} = selectOpenedError(state);
	const label = objectLabels(panels.status.data).get(error?.object ?? '') ?? nameText(error?.object, words.na);
	const missing = cleanText(panels.error.failure?.message ?? words.error.loading);
	const rest = isWhole ? undefined : missing;
	const lines = useMemo(
		() => error === undefined ? [] : errorLines({error, label, offset: zone.offset, width: size.columns, rest}),
		[error, label, zone, size.columns, rest],
	);
	if (error === undefined) {
		return <Line spans={composeLine([{text: ` ${missing}`}], [], size.columns)}/>;
	}

	return <ScrolledLines lines={lines} top={errors.scroll} height={selectLayout(state).body} width={size.columns}/>;
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
