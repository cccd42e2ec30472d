import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import {Grid} from '../../components/grid.tsx';
import {locate} from '../../store/cursor.ts';
import {causeKeys, selectCauses} from '../../store/error-selectors.ts';
import {
	can, listHeight, objectLabels, selectLayout,
} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {useGlyphs} from '../../theme.ts';
import {causeColumns} from './columns.ts';

/** The errors by what they have in common, the most frequent first. */
export function CausesScreen({state, width = state.size.columns}: {readonly state: State; readonly width?: number}): ReactNode {
	const glyphs = useGlyphs();
	const {now, zone, errors: {areTimesRelative: isRelative, visitedAt, causeCursor}} = state;
	const labels = objectLabels(state.panels.status.data);
	const minute = Math.floor(now / 60_000);
	const columns = useMemo(() => causeColumns({
		labels, now, offset: zone.offset, isRelative, visitedAt, glyphs,
	}), [labels, minute, zone, isRelative, visitedAt, glyphs]);
	const {causes} = selectCauses(state);
	const keys = causeKeys(causes);
	const {index, top} = locate(causeCursor, keys, listHeight(state));
	return (
		<Grid
			rows={causes}
			columns={columns}
			index={index}
			top={top}
			height={selectLayout(state).body}
			width={width}
			placeholder={placeholderOf(state)}
		/>
	);
}

function placeholderOf(state: State): string {
	const {causes, errors} = state.panels;
	const panel = can(state, 'error-causes') ? causes : errors;
	if (panel.failure !== undefined) {
		return cleanText(panel.failure.message);
	}

	if (panel.data === undefined) {
		return words.causes.loading;
	}

	return state.errors.filter === '' ? words.causes.none : words.errors.noMatch;
}
