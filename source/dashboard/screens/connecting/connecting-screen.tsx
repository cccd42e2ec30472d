/** What stands there until the backend has answered for the first time. */
import {Box} from 'ink';
import type {ReactNode} from 'react';
import {formatAge} from '../../../domain/age.ts';
import {cleanText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import {Line} from '../../components/line.tsx';
import {freshnessOf, secondsUntil} from '../../store/freshness.ts';
import {localNow, selectLayout} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {composeLine, wrapText, type Span} from '../../text/compose.ts';

export function ConnectingScreen({state}: {readonly state: State}): ReactNode {
	const {size, panels, connection} = state;
	const width = size.columns;
	const {failure} = panels.status;
	const line = (text: string, tone: Span['tone']): Span[][] =>
		wrapText(text, width - 4).map(part => composeLine([{text: `  ${part}`, ...(tone !== undefined && {tone})}], [], width));
	const {body} = selectLayout(state);
	const lines = failure === undefined
		? line(connection.isDemo ? words.connecting.starting : words.connecting.asking(cleanText(connection.address)), 'muted')
		: [
			// Where there is no room for all, the cause is what matters.
			...(body < 5 ? [] : line(words.connecting.failed(cleanText(connection.address)), 'strong')),
			...line(cleanText(failure.message), 'bad'),
			...(body < 5 ? [] : [[{text: ' '.repeat(width)}]]),
			...line(nextText(state), 'plain'),
		].slice(0, body);
	return (
		<Box flexDirection='column' width={width} height={body}>
			{lines.map((spans, index) => <Line key={index} spans={spans}/>)}
		</Box>
	);
}

function nextText(state: State): string {
	const {nextTryAt} = freshnessOf(state);
	if (state.polling.pausedAt !== undefined) {
		return words.connecting.paused;
	}

	const seconds = secondsUntil(nextTryAt, localNow(state));
	return seconds === undefined || seconds === 0 ? words.connecting.trying : words.connecting.retry(formatAge(seconds * 1000));
}
