import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../../domain/clean.ts';
import type {SyncError} from '../../../contract/errors.ts';
import {formatQuantity} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import {Grid} from '../../components/grid.tsx';
import {locate} from '../../store/cursor.ts';
import {freshnessOf} from '../../store/freshness.ts';
import {
	can, errorIds, errorTotal, listHeight, objectLabels, selectErrors, selectLayout,
} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import type {Part} from '../../text/compose.ts';
import type {Glyphs} from '../../theme.ts';
import {errorColumns} from './columns.ts';

/** The records that failed, newest first. */
export function ErrorsScreen({state}: {readonly state: State}): ReactNode {
	const {size, now, zone, errors} = state;
	const labels = objectLabels(state.panels.status.data);
	const day = Math.floor((now + zone.offset(now) * 60_000) / dayMs);
	// A new day changes how times are written; a new minute doesn't.
	const columns = useMemo(() => errorColumns(labels, now, zone.offset), [labels, day, zone]);
	const {index, top} = locate(errors.cursor, errorIds(state), listHeight(state));
	return (
		<Grid
			rows={selectErrors(state).items}
			columns={columns}
			keyOf={keyOf}
			index={index}
			top={top}
			height={selectLayout(state).body}
			width={size.columns}
			sort={newestFirst}
			placeholder={placeholderOf(state)}
		/>
	);
}

const dayMs = 86_400_000;
const newestFirst = {column: 'time', descending: true};
const keyOf = ({id}: SyncError) => id;

/** `Errors, newest first   37 errors   [search: dup]`. */
export function errorsTitle(state: State, glyphs: Glyphs): Part[] {
	const {panels, errors} = state;
	const list = panels.errors.data;
	const parts: Part[] = [{text: ` ${words.errors.title}`, tone: 'strong', rank: 1}];
	if (list !== undefined) {
		parts.push({text: `   ${words.errors.count(formatQuantity(errorTotal(state), {ascii: glyphs.isAscii}))}`, rank: 0});
	}

	if (errors.filter !== '') {
		parts.push({text: `   [${words.errors.search(cleanText(errors.filter))}]`, tone: 'warn', rank: 2});
	}

	if (list !== undefined && !panels.errors.isCurrent && panels.errors.failure === undefined) {
		parts.push({text: `   ${words.errors.searching}`, tone: 'muted', rank: 3});
	}

	return parts;
}

function placeholderOf(state: State): string {
	const {errors, service} = state.panels;
	if (service.data !== undefined && !can(state, 'errors')) {
		return words.lacks.errors;
	}

	if (errors.data === undefined) {
		const {cause} = freshnessOf(state);
		return cause === undefined ? words.errors.loading : cleanText(cause);
	}

	return state.errors.filter === '' ? words.errors.none : words.errors.noMatch;
}
