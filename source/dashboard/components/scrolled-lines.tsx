import {Box} from 'ink';
import type {ReactNode} from 'react';
import {composeLine, type Span} from '../text/compose.ts';
import {Line} from './line.tsx';

type ScrolledLinesProps = {
	readonly lines: ReadonlyArray<readonly Span[]>;
	/** First visible line; past the end it is taken for the last page. */
	readonly top: number;
	readonly height: number;
	readonly width: number;
};

/** Text that may be longer than the screen; the last line says how much there is where some is hidden. */
export function ScrolledLines({lines, top, height, width}: ScrolledLinesProps): ReactNode {
	const isFits = lines.length <= height;
	const shown = isFits ? height : Math.max(1, height - 1);
	const first = Math.max(0, Math.min(top, lines.length - shown));
	const last = Math.min(lines.length, first + shown);
	return (
		<Box flexDirection='column' width={width} height={height}>
			{lines.slice(first, last).map((spans, index) => <Line key={first + index} spans={spans}/>)}
			{isFits || height < 2 ? undefined : <Line spans={composeLine([], [{text: `${first + 1}-${last} / ${lines.length} `, tone: 'muted'}], width)}/>}
		</Box>
	);
}
