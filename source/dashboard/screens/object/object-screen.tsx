/** One object: its inserts and updates apart, its directions, and the oldest records of its queue. */
import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import type {PendingRecord} from '../../../contract/pending.ts';
import {formatAge} from '../../../domain/age.ts';
import {cleanText} from '../../../domain/clean.ts';
import {formatQuantity, quantityOf} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import {Grid} from '../../components/grid.tsx';
import {Line} from '../../components/line.tsx';
import {SmallTable, type SmallColumn} from '../../components/small-table.tsx';
import {locate} from '../../store/cursor.ts';
import {
	can, listHeight, queueKeys, selectLayout, selectObjectLayout, selectOpenedRow,
} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import type {StatusRow} from '../../store/status-rows.ts';
import {composeLine, type Part} from '../../text/compose.ts';
import {useGlyphs, type Glyphs} from '../../theme.ts';
import {operationRows} from './operations.ts';
import {queueColumns} from './queue-columns.ts';

export function ObjectScreen({state}: {readonly state: State}): ReactNode {
	const glyphs = useGlyphs();
	const {size, now, status, panels} = state;
	const width = size.columns;
	const row = selectOpenedRow(state);
	const layout = selectObjectLayout(state);
	const items = panels.pending.data?.items ?? noRecords;
	const keys = queueKeys(panels.pending.data?.items);
	const {index, top} = locate(status.queueCursor, keys, listHeight(state));
	const columns = useMemo(() => queueColumns(now), [now]);
	if (row?.status === undefined) {
		return <Line spans={composeLine([{text: ` ${words.object.gone}`, tone: 'warn'}], [], width)}/>;
	}

	return (
		<Box flexDirection='column' width={width} height={selectLayout(state).body}>
			<Operations row={row} now={now} width={width} isTable={layout.isTable} glyphs={glyphs}/>
			{layout.hasDirections && directionLines(row, state, glyphs).map(text => <Line key={text} spans={composeLine([{text}], [], width)}/>)}
			{layout.hasCaption && <Line spans={composeLine([{text: ` ${words.object.queue}`, tone: 'strong'}], [], width)}/>}
			{layout.queue > 0 && <Grid
				rows={items}
				columns={columns}
				index={index}
				top={top}
				height={layout.queue}
				width={width}
				placeholder={queuePlaceholder(state)}
			/>}
		</Box>
	);
}

const noRecords: readonly PendingRecord[] = [];

const tableColumns: readonly SmallColumn[] = [
	{heading: words.object.headings.operation, align: 'left'},
	{heading: words.object.headings.pending, align: 'right'},
	{heading: words.object.headings.record, align: 'left'},
	{heading: words.object.headings.id, align: 'left'},
	{heading: words.object.headings.waiting, align: 'right'},
];

type OperationsProps = {
	readonly row: StatusRow;
	/** ms UTC. */
	readonly now: number;
	readonly width: number;
	readonly isTable: boolean;
	readonly glyphs: Glyphs;
};

function Operations({row, now, width, isTable, glyphs}: OperationsProps): ReactNode {
	const rows = operationRows(row, now, glyphs.isAscii);
	if (isTable) {
		const texts = rows.map(({operation, pending, record, id, waiting}) => [operation, pending, record, id, waiting]);
		return <Box paddingLeft={1}><SmallTable columns={tableColumns} rows={texts} width={width - 2}/></Box>;
	}

	return rows.map(({operation, pending, record, id, waiting}) => (
		<Line
			key={operation}
			spans={composeLine([
				{text: ` ${operation} ${pending}`, tone: 'strong'},
				...(waiting === '' ? [] : [{text: ` ${glyphs.dot} ${waiting}`, rank: 1}]),
				...(record === '' ? [] : [{text: ` ${glyphs.dot} ${record}`, rank: 2}]),
				...(id === '' || id === record ? [] : [{text: ` (${id})`, rank: 3}]),
			], [], width)}
		/>
	));
}

/** `inbound (Microsoft Dynamics → Marketo): 1,100 inserts · 7,000 updates`. */
function directionLines({status}: StatusRow, {panels}: State, glyphs: Glyphs): string[] {
	const source = cleanText(panels.service.data?.source?.name ?? 'source');
	const target = cleanText(panels.service.data?.target?.name ?? 'target');
	const line = (direction: 'inbound' | 'outbound', from: string, to: string): string[] => {
		const counts = status?.directions?.[direction];
		if (!counts) {
			return [];
		}

		const inserts = words.object.inserts(formatQuantity(quantityOf(counts.inserts), {ascii: glyphs.isAscii}));
		const updates = words.object.updates(formatQuantity(quantityOf(counts.updates), {ascii: glyphs.isAscii}));
		const deleted = quantityOf(counts.deletes);
		const deletes = deleted === undefined ? [] : [words.object.deletes(formatQuantity(deleted, {ascii: glyphs.isAscii}))];
		return [` ${words.object.direction(direction, from, glyphs.arrow, to)}: ${[inserts, updates, ...deletes].join(` ${glyphs.dot} `)}`];
	};

	return [...line('inbound', source, target), ...line('outbound', target, source)];
}

function queuePlaceholder(state: State): string {
	const {pending, service} = state.panels;
	if (service.data !== undefined && !can(state, 'pending')) {
		return words.object.queueLacking;
	}

	if (pending.failure !== undefined) {
		return cleanText(pending.failure.message);
	}

	return pending.isCurrent ? words.object.queueEmpty : words.object.queueLoading;
}

/** `Lead   10,514 pending · oldest 2h 14m`. */
export function objectTitle(state: State, glyphs: Glyphs): Part[] {
	const row = selectOpenedRow(state);
	if (row === undefined) {
		return [{text: ` ${cleanText(state.status.opened ?? '')}`, tone: 'strong'}];
	}

	return [
		{text: ` ${row.label}`, tone: 'strong'},
		{text: `   ${words.status.pending(formatQuantity(row.total, {ascii: glyphs.isAscii}))}`, rank: 1},
		...(row.oldestAt === undefined ? [] : [{text: ` ${glyphs.dot} ${words.status.oldest(formatAge(state.now - row.oldestAt))}`, rank: 2}]),
		...(row.failed === undefined ? [] : [{text: ` ${glyphs.dot} ${words.status.failed(formatQuantity(row.failed, {ascii: glyphs.isAscii}))}`, rank: 3}]),
	];
}
