/** The columns of Sync Errors. */
import type {SyncError} from '../../../contract/errors.ts';
import {formatAge} from '../../../domain/age.ts';
import {cleanText, nameText} from '../../../domain/clean.ts';
import {
	formatClock, formatDay, formatTime, type ZoneOffset,
} from '../../../domain/hours.ts';
import {words} from '../../../i18n/words.ts';
import type {Cell, Column} from '../../components/grid.tsx';

export type ErrorColumnsOptions = {
	/** What the status calls the objects. */
	readonly labels: ReadonlyMap<string, string>;
	/** ms UTC. */
	readonly now: number;
	readonly offset: ZoneOffset;
	readonly isRelative: boolean;
	readonly marked: ReadonlyMap<string, string>;
	/** The glyph of a marked row. */
	readonly picked: string;
};

/** The ids of the columns are those of the contract's sort, so that the arrow finds its heading. */
export function errorColumns({labels, now, offset, isRelative, marked, picked}: ErrorColumnsOptions): Array<Column<SyncError>> {
	const title = (id: keyof typeof words.errors.columns): string => words.errors.columns[id];
	const today = formatDay(now, offset);
	const mark: Column<SyncError> = {
		id: 'mark', title: ' ', align: 'left', priority: 0.5, cell: ({id}) => ({text: marked.has(id) ? picked : ' ', tone: 'accent'}),
	};
	return [
		...(marked.size > 0 ? [mark] : []),
		{
			id: 'occurredAt', title: title(isRelative ? 'age' : 'time'), align: isRelative ? 'right' : 'left', priority: 2,
			cell({occurredAt}) {
				const ms = Date.parse(occurredAt);
				return {text: isRelative ? formatAge(Math.max(0, now - ms)) : timeText(ms, today, offset), tone: 'muted'};
			},
		},
		{
			id: 'object', title: title('object'), align: 'left', priority: 4, min: 12, max: 24, cell: ({object}) => textCell(labels.get(object ?? '') ?? object),
		},
		{
			id: 'recordName', title: title('record'), align: 'left', priority: 0, min: 8, max: 30,
			cell: ({recordName, recordId}) => ({...textCell(nameText(recordName, recordId)), tone: 'strong'}),
		},
		{
			id: 'operation', title: title('operation'), align: 'left', priority: 5, max: 12, cell: ({operation}) => textCell(operation),
		},
		{
			id: 'direction', title: title('direction'), align: 'left', priority: 6, cell: ({direction}) => textCell(direction),
		},
		{
			id: 'code', title: title('code'), align: 'left', priority: 1, max: 24, cell: ({code}) => ({...textCell(code), tone: 'bad'}),
		},
		{
			id: 'message', title: title('message'), align: 'left', priority: 3, min: 20, isGreedy: true, cell: ({message}) => textCell(message),
		},
	];
}

/** What a backend leaves out is not available, and said to be. */
export function textCell(text: string | null | undefined): Cell {
	return text === null || text === undefined || text === '' ? {text: words.na, tone: 'muted'} : {text: cleanText(text)};
}

/** `14:07:21` today, `11-21 14:07` on other days: as wide as each other within a cell or two. */
export function timeText(ms: number, today: string, offset: ZoneOffset): string {
	const day = formatDay(ms, offset);
	return day === today ? formatTime(ms, offset) : `${day.slice(-5)} ${formatClock(ms, offset)}`;
}
