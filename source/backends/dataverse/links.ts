/** Where a record is opened in a browser. https://learn.microsoft.com/power-apps/developer/model-driven-apps/open-forms-views-dialogs-reports-url */
import type {Fields} from './fields.ts';
import {textOf, type Row} from './rows.ts';

export type LinkOf = (row: Row) => string | null;

const logicalName = /^[a-z][\d_a-z]{0,99}$/v;
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iv;

/** The record that was to be synced, where the row says its table and id; the row itself otherwise. Null where the service is no Dataverse. */
export function linksOf({table, key, object, recordId}: Fields, base: URL): LinkOf {
	if (table.dialect !== 'dataverse') {
		return () => null;
	}

	return row => {
		const entity = object.kind === 'column' && object.column.type === 'text' ? textOf(row, object.column) : null;
		const id = textOf(row, recordId) ?? '';
		const isRecord = entity !== null && logicalName.test(entity) && guid.test(id) && recordId !== key;
		const [etn, of] = isRecord ? [entity, id] : [table.logicalName, textOf(row, key) ?? ''];
		return guid.test(of) ? new URL(`/main.aspx?pagetype=entityrecord&etn=${encodeURIComponent(etn)}&id=${of}`, base).href : null;
	};
}
