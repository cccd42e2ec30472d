import type {SyncError} from '../../contract/errors.ts';
import {nameText} from '../../domain/clean.ts';

/** What to call an error: its record's name, else an id. Fit to be drawn. */
export function errorName({recordName, recordId, id}: SyncError): string {
	return nameText(recordName, recordId, id);
}
