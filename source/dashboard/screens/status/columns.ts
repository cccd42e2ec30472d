/** The columns of Sync Status in its two views. Which one goes first where room is short is told by `priority`. */
import {formatAge} from '../../../domain/age.ts';
import {formatQuantity, type Quantity} from '../../../domain/count.ts';
import {sparkline} from '../../../domain/sparkline.ts';
import {words} from '../../../i18n/words.ts';
import type {Cell, Column} from '../../components/grid.tsx';
import type {StatusView} from '../../store/state.ts';
import type {StatusRow} from '../../store/status-rows.ts';
import type {Glyphs} from '../../theme.ts';

type StatusColumn = Column<StatusRow>;

/** `now` is ms UTC. Deletes have a column where any object has them: they are in its total. */
export function statusColumns(view: StatusView, now: number, glyphs: Glyphs, hasDeletes: boolean): StatusColumn[] {
	const count = quantityColumn(glyphs.isAscii);
	const object: StatusColumn = {
		id: 'object', title: title('object'), align: 'left', priority: 0, min: 8, max: 36, cell: ({label}) => ({text: label, tone: 'strong'}),
	};
	const failed = (id: ColumnId, priority: number, quantity: (row: StatusRow) => Quantity): StatusColumn => ({
		...count(id, priority, quantity),
		cell(row) {
			const cell = quantityCell(quantity(row), glyphs.isAscii);
			return (quantity(row)?.value ?? 0) > 0 ? {...cell, tone: 'bad'} : cell;
		},
	});
	if (view === 'backlog') {
		return [
			object,
			count('inserts', 2, row => row.inserts),
			count('updates', 3, row => row.updates),
			...(hasDeletes ? [count('deletes', 3.5, row => row.deletes)] : []),
			count('total', 1, row => row.total),
			{
				id: 'oldest', title: title('oldest'), align: 'right', priority: 4, cell: row => oldestCell(row, now),
			},
			count('rate', 6, row => row.lastHour?.synced),
			{
				id: 'trend', title: title('trend'), align: 'left', priority: 7,
				cell: ({hours}) => ({text: sparkline(hours.map(({synced}) => synced?.value), glyphs.bars, glyphs.unknown), tone: 'accent'}),
			},
			failed('failed', 5, row => row.failed),
		];
	}

	// Inserts and Updates are backlog, and this view isn't: they read N/A, as in the pages that people know.
	return [
		object,
		count('inserts', 4, () => undefined),
		count('updates', 5, () => undefined),
		count('synced', 1, row => row.lastHour?.synced),
		failed('hourFailed', 2, row => row.lastHour?.failed),
		{
			id: 'change', title: title('change'), align: 'right', priority: 3, cell: changeCell,
		},
		count('max', 7, row => row.statistics.max),
		count('average', 6, row => row.statistics.average),
		count('min', 8, row => row.statistics.min),
	];
}

type ColumnId = keyof typeof words.status.columns;

const title = (id: ColumnId): string => words.status.columns[id];

const quantityColumn = (isAscii: boolean) => (id: ColumnId, priority: number, quantity: (row: StatusRow) => Quantity): StatusColumn => ({
	id, title: title(id), align: 'right', priority, cell: row => quantityCell(quantity(row), isAscii),
});

function quantityCell(quantity: Quantity, isAscii: boolean): Cell {
	const text = formatQuantity(quantity, {ascii: isAscii});
	return quantity === undefined || quantity.value === 0 ? {text, tone: 'muted'} : {text};
}

/** Where something is pending and no oldest record is named, its age is not available; where nothing is, there is none. */
function oldestCell({oldestAt, total}: StatusRow, now: number): Cell {
	return oldestAt === undefined ? {text: total?.value === 0 ? '' : words.na, tone: 'muted'} : {text: formatAge(now - oldestAt)};
}

/** Last hour against the hour before, in percent; of two bounds, it can't be told. */
function changeCell({lastHour, hourBefore}: StatusRow): Cell {
	const told = (quantity: Quantity) => quantity?.quality === 'at-least' ? undefined : quantity?.value;
	const now = told(lastHour?.synced);
	const before = told(hourBefore?.synced);
	if (now === undefined || before === undefined || (before === 0 && now > 0)) {
		return {text: words.na, tone: 'muted'};
	}

	const percent = before === 0 ? 0 : Math.round((now - before) / before * 100);
	return {text: `${percent > 0 ? '+' : ''}${percent}%`, tone: percent === 0 ? 'muted' : 'plain'};
}
