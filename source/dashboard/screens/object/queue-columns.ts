import type {PendingRecord} from '../../../contract/pending.ts';
import {formatAge} from '../../../domain/age.ts';
import {cleanText, nameText} from '../../../domain/clean.ts';
import {words} from '../../../i18n/words.ts';
import type {Column} from '../../components/grid.tsx';

/** `now` is ms UTC. */
export function queueColumns(now: number): Array<Column<PendingRecord>> {
	const title = (id: keyof typeof words.object.columns): string => words.object.columns[id];
	return [
		{
			id: 'record', title: title('record'), align: 'left', priority: 0, min: 8, max: 44,
			cell: ({recordName, recordId}) => ({text: nameText(recordName, recordId), tone: 'strong'}),
		},
		{
			id: 'id', title: title('id'), align: 'left', priority: 4, min: 8, max: 36, cell: ({recordId}) => ({text: cleanText(recordId), tone: 'muted'}),
		},
		{
			id: 'operation', title: title('operation'), align: 'left', priority: 2, max: 12, cell: ({operation}) => ({text: cleanText(operation)}),
		},
		{
			id: 'direction', title: title('direction'), align: 'left', priority: 3, cell: ({direction}) => ({text: direction ?? words.na}),
		},
		{
			id: 'waiting', title: title('waiting'), align: 'right', priority: 1,
			cell: ({changedAt}) => ({text: formatAge(now - Date.parse(changedAt))}),
		},
		{
			id: 'attempts', title: title('attempts'), align: 'right', priority: 5,
			cell: ({attempts}) => ({text: attempts === null || attempts === undefined ? words.na : String(attempts), tone: 'muted'}),
		},
	];
}
