import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import {Grid} from '../../components/grid.tsx';
import {errorPlace, errorRows, selectErrors} from '../../store/error-selectors.ts';
import {freshnessOf} from '../../store/freshness.ts';
import {can, objectLabels, selectLayout} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {useGlyphs} from '../../theme.ts';
import {errorColumns} from './columns.ts';

/** The records that failed. `width`: cells that it has, beside the facets say. */
export function ErrorsScreen({state, width = state.size.columns}: {readonly state: State; readonly width?: number}): ReactNode {
	const {picked} = useGlyphs();
	const {now, zone, errors: {areTimesRelative: isRelative, marked, sort}} = state;
	const labels = objectLabels(state.panels.status.data);
	// A new day changes how times are written, a new minute how ages are; nothing else does.
	const unit = isRelative ? minuteMs : dayMs;
	const era = Math.floor((now + zone.offset(now) * minuteMs) / unit);
	const columns = useMemo(() => errorColumns({
		labels, now, offset: zone.offset, isRelative, marked, picked,
	}), [labels, era, zone, isRelative, marked, picked]);
	const {index, top} = errorPlace(state);
	return (
		<Grid
			rows={errorRows(state)}
			columns={columns}
			index={index}
			top={top}
			height={selectLayout(state).body}
			width={width}
			sort={sort}
			placeholder={placeholderOf(state)}
		/>
	);
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

function placeholderOf(state: State): string {
	const {errors, service} = state.panels;
	if (service.data !== undefined && !can(state, 'errors')) {
		return words.lacks.errors;
	}

	if (errors.data === undefined) {
		const {cause} = freshnessOf(state);
		return cause === undefined ? words.errors.loading : cleanText(cause);
	}

	if (selectErrors(state).nextCursor !== undefined) {
		return words.errors.lookingOn;
	}

	return state.errors.filter === '' ? words.errors.none : words.errors.noMatch;
}
