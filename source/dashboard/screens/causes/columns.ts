/** The columns of the causes. */
import type {Cause} from '../../../contract/errors.ts';
import {formatAge} from '../../../domain/age.ts';
import {formatQuantity, quantityOf} from '../../../domain/count.ts';
import {formatDay, type ZoneOffset} from '../../../domain/hours.ts';
import {sparkline} from '../../../domain/sparkline.ts';
import {words} from '../../../i18n/words.ts';
import type {Cell, Column} from '../../components/grid.tsx';
import type {Glyphs} from '../../theme.ts';
import {textCell, timeText} from '../errors/columns.ts';
import {isNewCause} from '../errors/title.ts';

export type CauseColumnsOptions = {
	/** What the status calls the objects. */
	readonly labels: ReadonlyMap<string, string>;
	/** ms UTC. */
	readonly now: number;
	readonly offset: ZoneOffset;
	readonly isRelative: boolean;
	/** When the errors were looked at in an earlier run, ms UTC. */
	readonly visitedAt: number | undefined;
	readonly glyphs: Glyphs;
};

export function causeColumns({labels, now, offset, isRelative, visitedAt, glyphs}: CauseColumnsOptions): Array<Column<Cause>> {
	const {columns} = words.causes;
	const today = formatDay(now, offset);
	const time = (text: string | null | undefined): Cell => {
		if (text === null || text === undefined) {
			return textCell(undefined);
		}

		const ms = Date.parse(text);
		return {text: isRelative ? formatAge(Math.max(0, now - ms)) : timeText(ms, today, offset), tone: 'muted'};
	};

	return [
		{
			id: 'count', title: columns.count, align: 'right', priority: 1, cell: ({count}) => ({text: formatQuantity(quantityOf(count), {ascii: glyphs.isAscii}), tone: 'strong'}),
		},
		...(visitedAt === undefined
			? []
			: [{
				id: 'isNew', title: columns.isNew, align: 'left', priority: 4,
				cell: ({firstSeenAt}: Cause): Cell => isNewCause(firstSeenAt, visitedAt) ? {text: words.causes.isNew, tone: 'warn'} : {text: ''},
			} as const]),
		{
			id: 'code', title: columns.code, align: 'left', priority: 0, max: 24, cell: ({code}) => ({...textCell(code), tone: 'bad'}),
		},
		{
			id: 'object', title: columns.object, align: 'left', priority: 2, max: 24, cell: ({object}) => textCell(labels.get(object ?? '') ?? object),
		},
		{
			id: 'operation', title: columns.operation, align: 'left', priority: 6, max: 12, cell: ({operation}) => textCell(operation),
		},
		{
			id: 'direction', title: columns.direction, align: 'left', priority: 7, cell: ({direction}) => textCell(direction),
		},
		{
			id: 'trend', title: columns.trend, align: 'left', priority: 5,
			cell: ({trend}) => ({text: trend ? sparkline(trend.hours, glyphs.bars, glyphs.unknown) : '', tone: 'accent'}),
		},
		{
			id: 'first', title: columns.first, align: isRelative ? 'right' : 'left', priority: 9, cell: ({firstSeenAt}) => time(firstSeenAt),
		},
		{
			id: 'last', title: columns.last, align: isRelative ? 'right' : 'left', priority: 8, cell: ({lastSeenAt}) => time(lastSeenAt),
		},
		{
			id: 'message', title: columns.message, align: 'left', priority: 3, min: 20, isGreedy: true, cell: ({pattern, message}) => textCell(pattern === '' ? message : pattern),
		},
	];
}
