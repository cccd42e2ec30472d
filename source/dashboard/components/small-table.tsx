/**
A drawn table for a handful of rows, by ink-table. It measures with String.length, which is wrong for 你好 and for é written as two
characters: so it is handed stand-ins, each as long as its cell is wide, and every stand-in is drawn as the text that it stands for.
*/
import {Text} from 'ink';
import {Table} from 'ink-table';
import {useMemo, type PropsWithChildren, type ReactNode} from 'react';
import {padEndTo, padStartTo, widthOf} from '../text/width.ts';
import {useGlyphs} from '../theme.ts';

export type SmallColumn = {readonly heading: string; readonly align: 'left' | 'right'; readonly tone?: 'strong'};

type SmallTableProps = {
	readonly columns: readonly SmallColumn[];
	/** A text for each column. */
	readonly rows: ReadonlyArray<readonly string[]>;
	/** Cells of the whole table; the widest column gives way. */
	readonly width: number;
};

/** A blank on both sides of each cell and a line before it, and one line at the end. */
const frameWidth = (columns: number) => 3 * columns + 1;

export function SmallTable({columns, rows, width}: SmallTableProps): ReactNode {
	const {isAscii} = useGlyphs();
	const {data, keys, cell, content} = useMemo(() => {
		const widths = columnWidths([columns.map(({heading}) => heading), ...rows], width - frameWidth(columns.length));
		const texts: string[] = [];
		const standIn = (text: string, column: number): string => {
			const columnWidth = widths[column] ?? 0;
			texts.push(columns[column]?.align === 'right' ? padStartTo(text, columnWidth) : padEndTo(text, columnWidth));
			return String.fromCodePoint(firstStandIn + texts.length - 1).repeat(columnWidth);
		};

		const tableKeys = columns.map(({heading}, column) => standIn(heading, column));
		const tableData = rows.map(row => Object.fromEntries(row.map((text, column) => [tableKeys[column] ?? '', standIn(text, column)])));
		const draw = (drawn: string) => drawn.replaceAll(standIns, run => texts[(run.codePointAt(0) ?? 0) - firstStandIn] ?? '');
		return {data: tableData, keys: tableKeys, cell: draw, content: texts.join('\n')};
	}, [columns, rows, width]);
	const frame = ({children}: PropsWithChildren) => <Text dimColor>{isAscii ? asciiFrame(textOf(children)) : children}</Text>;
	return (
		<Table
			// It keeps the components that it was first given: other content is another table.
			key={content}
			data={data}
			columns={keys}
			header={({children}: PropsWithChildren) => <Text bold>{cell(textOf(children))}</Text>}
			cell={({children}: PropsWithChildren) => <Text>{cell(textOf(children))}</Text>}
			skeleton={frame}
		/>
	);
}

/** Private-use characters: no text that was cleaned for the screen holds one. */
const firstStandIn = 0xE0_00;
const standIns = /([\u{E000}-\u{F8FF}])\1*/gv;

function columnWidths(rows: ReadonlyArray<readonly string[]>, room: number): number[] {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => widthOf(row[column] ?? ''))));
	let excess = widths.reduce((sum, width) => sum + width, 0) - room;
	while (excess > 0) {
		const widest = widths.indexOf(Math.max(...widths));
		const width = widths[widest] ?? 0;
		if (width <= 1) {
			break;
		}

		widths[widest] = width - 1;
		excess--;
	}

	return widths;
}

/** ink-table hands its cells one string each. */
const textOf = (children: ReactNode): string => typeof children === 'string' ? children : '';

function asciiFrame(text: string): string {
	return text.replaceAll('─', '-').replaceAll('│', '|').replaceAll(/[┌┐└┘├┤┬┴┼]/gv, '+');
}
