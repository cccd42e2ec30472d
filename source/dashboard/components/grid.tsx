/** A table of which only the visible rows exist: a heading, and one line per row, each drawn again only when it changes. */
import {Box} from 'ink';
import {memo, useMemo, type ReactNode} from 'react';
import {placeColumns, type PlacedColumn} from '../text/columns.ts';
import type {Span, Tone} from '../text/compose.ts';
import {
	cutTo, padEndTo, padStartTo, widthOf,
} from '../text/width.ts';
import {useGlyphs} from '../theme.ts';
import {isOld} from '../store/freshness.ts';
import {Line} from './line.tsx';
import {useSelector} from './store-context.ts';

export type Cell = {readonly text: string; readonly tone?: Tone};

export type Column<Row> = {
	readonly id: string;
	readonly title: string;
	readonly align: 'left' | 'right';
	readonly priority: number;
	readonly min?: number;
	/** Never wider than this, however long its content. */
	readonly max?: number;
	readonly isGreedy?: boolean;
	readonly cell: (row: Row) => Cell;
};

export type GridProps<Row> = {
	readonly rows: readonly Row[];
	readonly columns: ReadonlyArray<Column<Row>>;
	/** Of the selected row; -1 for none. */
	readonly index: number;
	readonly top: number;
	/** Lines in all, the heading's among them. */
	readonly height: number;
	readonly width: number;
	readonly sort?: {readonly column: string; readonly descending: boolean} | undefined;
	/** What stands there while there are no rows. */
	readonly placeholder: string;
};

/** Wide terminals get wider gaps, so that the eye finds its column. */
const gapFor = (width: number) => (width < 60 ? 1 : 2);

/** Rows beyond this widen a column only while they are shown: 1,000 objects are measured, a million errors are not. */
const measuredRows = 1000;

export function Grid<Row>({rows, columns, index, top, height, width, sort, placeholder}: GridProps<Row>): ReactNode {
	const glyphs = useGlyphs();
	const areOld = useSelector(isOld);
	const inner = Math.max(1, width - markerWidth);
	const headings = useMemo(() => columns.map(({id, title}) => {
		const arrow = sort?.column === id ? ` ${sort.descending ? glyphs.down : glyphs.up}` : '';
		return title + arrow;
	}), [columns, sort, glyphs]);
	// A row that was there before has been measured before.
	const measure = useMemo(() => rowMeasurer(columns), [columns]);
	const widest = useMemo(() => widestOf(rows.slice(0, measuredRows), columns.length, measure), [rows, columns, measure]);
	// The columns stay the same object while nothing beyond the measured rows is shown: a row that stays on the screen isn't drawn again.
	const beyond = top + height > measuredRows ? Math.max(top, measuredRows) : undefined;
	const placed = useMemo(() => {
		const widestBeyond = beyond === undefined ? [] : widestOf(rows.slice(beyond, beyond + height), columns.length, measure);
		const specs = columns.map((column, at) => {
			const natural = Math.max(widthOf(headings[at] ?? ''), widest[at] ?? 0, widestBeyond[at] ?? 0);
			// Two names that begin alike must be told apart wherever there is room for it.
			const min = column.priority === 0 && width >= 60 ? Math.min(natural, 16) : column.min;
			return {...column, min, natural: Math.min(natural, column.max ?? natural)};
		});
		return placeColumns(specs, inner, gapFor(width));
	}, [rows, columns, headings, widest, measure, inner, width, height, beyond]);
	const visible = rows.slice(top, top + height - 1);
	return (
		<Box flexDirection='column' width={width} height={height}>
			<Heading placed={placed} columns={columns} headings={headings} sortColumn={sort?.column} width={width}/>
			{rows.length === 0 && height > 1 ? <Line spans={[{text: padEndTo(`  ${placeholder}`, width), tone: 'muted'}]}/> : undefined}
			{visible.map((row, at) => (
				// The lines of the screen take turns, as on a drum: scrolling by one changes one of them, a page changes all and makes none anew.
				<GridRow
					key={(top + at) % Math.max(1, height - 1)} row={row} columns={columns as ReadonlyArray<Column<unknown>>} placed={placed} width={width}
					isSelected={top + at === index} isOld={areOld}
				/>
			))}
		</Box>
	);
}

type Measure<Row> = (row: Row) => readonly number[];

/** Gives the cells that each column of a row would take, and remembers it as long as the row is there. */
function rowMeasurer<Row>(columns: ReadonlyArray<Column<Row>>): Measure<Row> {
	const known = new WeakMap<object, readonly number[]>();
	return row => {
		const before = isObject(row) ? known.get(row) : undefined;
		if (before !== undefined) {
			return before;
		}

		const widths = columns.map(column => widthOf(column.cell(row).text));
		if (isObject(row)) {
			known.set(row, widths);
		}

		return widths;
	};
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** Cells of the widest content of each column; 0 where there are no rows. */
function widestOf<Row>(rows: readonly Row[], count: number, measure: Measure<Row>): number[] {
	const widest = Array.from({length: count}, () => 0);
	for (const row of rows) {
		for (const [at, cells] of measure(row).entries()) {
			widest[at] = Math.max(widest[at] ?? 0, cells);
		}
	}

	return widest;
}

const markerWidth = 2;

type HeadingProps = {
	readonly placed: readonly PlacedColumn[];
	readonly columns: ReadonlyArray<{readonly id: string; readonly align: 'left' | 'right'}>;
	readonly headings: readonly string[];
	readonly sortColumn: string | undefined;
	readonly width: number;
};

function Heading({placed, columns, headings, sortColumn, width}: HeadingProps): ReactNode {
	const spans = join(placed.map(({id, width: columnWidth}) => {
		const at = columns.findIndex(column => column.id === id);
		const title = headings[at] ?? '';
		const text = columns[at]?.align === 'right' ? padStartTo(title, columnWidth) : padEndTo(title, columnWidth);
		return {text, tone: id === sortColumn ? 'strong' : 'muted'};
	}), ' '.repeat(markerWidth), width);
	return <Line spans={spans}/>;
}

type RowProps = {
	readonly row: unknown;
	readonly columns: ReadonlyArray<Column<unknown>>;
	readonly placed: readonly PlacedColumn[];
	readonly width: number;
	readonly isSelected: boolean;
	/** It looks as what it is: not the present. */
	readonly isOld: boolean;
};

const GridRow = memo(({row, columns, placed, width, isSelected, isOld: looksOld}: RowProps) => {
	const glyphs = useGlyphs();
	const cells: Span[] = placed.map(({id, width: columnWidth}) => {
		const column = columns.find(candidate => candidate.id === id);
		const {text, tone} = column?.cell(row) ?? {text: ''};
		const padded = column?.align === 'right' ? padStartTo(text, columnWidth) : padEndTo(text, columnWidth);
		return {text: padded, tone: looksOld ? 'muted' : tone ?? 'plain'};
	});
	if (!isSelected) {
		return <Line spans={join(cells, ' '.repeat(markerWidth), width)}/>;
	}

	// One look over the whole line, so that it reads as one thing on every terminal.
	const text = join(cells, '', width - markerWidth).map(span => span.text).join('');
	return <Line spans={[{text: padEndTo(glyphs.marker, markerWidth), tone: 'mark'}, {text, tone: 'active'}]}/>;
});

GridRow.displayName = 'GridRow';

/** Cells with gaps between, from `start` to the end of the line. */
function join(cells: readonly Span[], start: string, width: number): Span[] {
	const gap = ' '.repeat(gapFor(width + (start === '' ? markerWidth : 0)));
	const spans: Span[] = start === '' ? [] : [{text: start}];
	let used = widthOf(start);
	for (const [at, {text, tone}] of cells.entries()) {
		const whole = (at === 0 ? '' : gap) + text;
		const cut = cutTo(whole, width - used);
		used += widthOf(cut);
		spans.push(tone === undefined ? {text: cut} : {text: cut, tone});
	}

	return [...spans, {text: ' '.repeat(Math.max(0, width - used))}];
}
