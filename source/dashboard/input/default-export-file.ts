import {formatClock, formatDay} from '../../domain/hours.ts';
import type {State} from '../store/state.ts';

/** `sync-errors-crm-prod-2026-11-22-1407.csv`, by the reader's clock. */
export function defaultExportFile({panels, connection, now, zone}: State): string {
	const name = (panels.service.data?.name ?? connection.name).toLowerCase().replaceAll(/[^\da-z]+/gv, '-').replaceAll(/^-|-$/gv, '').slice(0, 40);
	return `sync-errors-${name === '' ? '' : `${name}-`}${formatDay(now, zone.offset)}-${formatClock(now, zone.offset).replace(':', '')}.csv`;
}
