/** A log with choices, and how it is mapped. */
import {openDataverse} from '../../../source/backends/dataverse/open-dataverse.ts';
import {ProblemError, type ProblemCode} from '../../../source/contract/problem.ts';
import {parseMapping} from '../../../source/backends/dataverse/mapping.ts';
import type {DataverseOptions} from '../../../source/backends/dataverse/options.ts';
import type {Backend} from '../../../source/backends/backend.ts';
import {now} from '../../helpers/sync-samples.ts';
import type {LogRow, OdataServer} from '../../helpers/odata-server.ts';

export const table = {
	entitySet: 'new_marketologs',
	columns: {
		object: 'new_entity', operation: 'new_operation', direction: 'new_direction', state: 'new_status', recordId: 'new_recordid', recordName: 'new_name',
		changedAt: 'createdon', doneAt: 'modifiedon', code: 'new_code', message: 'new_message',
	},
	values: {
		operation: {1: 'insert', 2: 'update', 3: 'delete'},
		direction: {0: 'inbound', 1: 'outbound'},
		state: {0: 'pending', 1: 'synced', 2: 'failed'},
	},
};
export const mapping = parseMapping(table);

export function credentials({url, secret}: OdataServer) {
	return {tenant: 'contoso.example', clientId: 'sync-tui', secret: async () => secret, authority: url};
}

export async function open(server: OdataServer, options: Partial<DataverseOptions> = {}): Promise<Backend & AsyncDisposable> {
	const backend = await openDataverse({url: server.url, credentials: credentials(server), mapping, clock: () => now, ...options});
	return {
		...backend,
		async [Symbol.asyncDispose]() {
			await backend.close();
		},
	};
}

/** `HH:MM` of the day of the tests. */
export function at(time: string): string {
	return `2026-11-22T${time}:00Z`;
}

/** An update of a lead that waits, inbound, changed at noon. */
export function row(fields: Partial<LogRow> = {}): Partial<LogRow> {
	return {
		new_entity: 'lead', new_recordid: 'L-1', new_name: 'Ana Pérez', new_operation: 2, new_direction: 0, new_status: 0, createdon: at('12:00'), modifiedon: at('12:00'), new_code: null,
		new_message: null, ...fields,
	};
}

export function failure(recordId: string, time: string, fields: Partial<LogRow> = {}): Partial<LogRow> {
	return row({new_recordid: recordId, new_status: 2, modifiedon: at(time), new_code: '1007', new_message: 'Multiple leads match', ...fields});
}

/** For `assert.rejects`: a ProblemError of one line. */
export function isProblem(code: ProblemCode, words: string | RegExp): (error: unknown) => boolean {
	return error => error instanceof ProblemError && error.code === code && !/[\n\r]/v.test(error.message)
		&& (typeof words === 'string' ? error.message === words : words.test(error.message));
}
