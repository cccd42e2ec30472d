import type {SyncErrorDetail} from '../../../contract/errors.ts';
import {cleanText, nameText} from '../../../domain/clean.ts';
import {formatQuantity} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import {wrapText} from '../../text/compose.ts';
import {padEndTo} from '../../text/width.ts';
import type {DocumentLine} from './document-line.ts';
import {longText} from './payload-tree.ts';
import {timeText, type TimeTextOptions} from './time-text.ts';

export type HistoryOptions = TimeTextOptions & {
	readonly history: NonNullable<SyncErrorDetail['history']>;
	readonly width: number;
	readonly unfolded: ReadonlySet<string>;
};

/** Failures that are shown before the reader unfolds the rest, and the most that are shown then. */
const few = 8;
const most = 1000;

const path = 'history';

/** Cells of a time with its date, its age and a gap, and below which width it has a line of its own. */
const timeWidth = 37;
const narrow = 64;

/** The failures before this one, the latest first, in whatever order the backend has them. */
export function historyLines({history, width, unfolded, ...times}: HistoryOptions): DocumentLine[] {
	const sorted = history.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
	const isOpen = unfolded.has(path);
	const lines = sorted.slice(0, isOpen ? most : few).flatMap(failure => failureLines(failure, width, times));
	const rest = sorted.length - few;
	return rest <= 0
		? lines
		: [...lines, {
			indent: 1, path, fold: isOpen ? 'unfolded' : 'folded', hasSign: true, parts: [{text: words.error.earlier(formatQuantity({value: rest, quality: 'exact'})), tone: 'muted'}],
		}];
}

function failureLines({at, code, message}: HistoryOptions['history'][number], width: number, times: TimeTextOptions): DocumentLine[] {
	const time = timeText(at, times);
	const isNarrow = width < narrow;
	const codeText = nameText(code, words.na);
	const copy = () => ({text: [at, code, message].filter(text => (text ?? '') !== '').join('  '), what: words.error.history});
	const indent = isNarrow ? 3 : timeWidth;
	const rows = wrapText(`${codeText}  ${cleanText((message ?? '').slice(0, longText))}`, Math.max(1, width - 1 - indent));
	return [
		...(isNarrow ? [{indent: 1, copy, parts: [{text: time, tone: 'muted'} as const]}] : []),
		...rows.map((row, index): DocumentLine => ({
			indent: isNarrow ? indent : 1, copy,
			parts: [...(isNarrow ? [] : [{text: padEndTo(index === 0 ? time : '', timeWidth - 1), tone: 'muted'} as const]), {text: row}],
		})),
	];
}
