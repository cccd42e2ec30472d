import {useMemo, type ReactNode} from 'react';
import {words} from '../../../i18n/words.ts';
import {Grid} from '../../components/grid.tsx';
import {locate} from '../../store/cursor.ts';
import {
	listHeight, rowKeys, selectAllRows, selectLayout, selectRows,
} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {useGlyphs} from '../../theme.ts';
import {statusColumns} from './columns.ts';

/** The table of Sync Status: the backlog, or the last full hour. */
export function StatusScreen({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	const {status, size, now} = state;
	const rows = selectRows(state);
	const hasDeletes = selectAllRows(state).some(({deletes}) => deletes !== undefined);
	// Ages are told in minutes from the second minute on: between two answers they stand still.
	const columns = useMemo(() => statusColumns(status.view, now, glyphs, hasDeletes), [status.view, now, glyphs, hasDeletes]);
	const {index, top} = locate(status.cursor, rowKeys(state), listHeight(state));
	return (
		<Grid
			rows={rows}
			columns={columns}
			index={index}
			top={top}
			height={selectLayout(state).body}
			width={size.columns}
			sort={status.sort[status.view]}
			placeholder={status.filter === '' ? words.status.none : words.status.noMatch}
		/>
	);
}

