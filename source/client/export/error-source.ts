/** Where the errors of an export come from, by what the backend can do. */
import type {Buffer} from 'node:buffer';
import {routes} from '../../contract/routes.ts';
import {ServiceSchema, statusOnlyService, type Capability, type Service} from '../../contract/service.ts';
import type {ClientOptions} from '../connection.ts';
import {RequestFailure} from '../failure.ts';
import {createClient} from '../http.ts';
import {ExportFailure} from './export-failure.ts';
import {pageErrors} from './page-errors.ts';
import {streamErrors} from './stream-errors.ts';

export type ExportFormat = 'csv' | 'json' | 'ndjson';

export type ErrorQuestion = {
	readonly connection: ClientOptions;
	/** Filters and `sort`, as in `GET /v1/errors`. */
	readonly query: URLSearchParams;
	readonly format: ExportFormat;
	/** Of CSV: cells that a spreadsheet could take for formulas stay as they are. */
	readonly raw: boolean;
	readonly signal?: AbortSignal | undefined;
};

export type ErrorSource = {
	/** How many there will be, where the backend says it exactly. */
	readonly total: number | undefined;
	/** CSV or NDJSON in pieces, cut anywhere. What goes wrong on the way is a RequestFailure, or an AbortError. */
	readonly pieces: AsyncIterable<Buffer>;
	/** Why there may be more than came, once all has come. */
	lack(): string | undefined;
};

/** Throws an ExportFailure, or a RequestFailure, or an AbortError once the signal is aborted. */
export async function openErrors(question: ErrorQuestion): Promise<ErrorSource> {
	const {capabilities} = await serviceOf(question);
	const has = (capability: Capability) => capabilities.includes(capability);
	if (has('error-export')) {
		return streamErrors(question);
	}

	if (!has('errors')) {
		throw new ExportFailure('not-supported', 'This backend has no errors to export; it tells the status alone.');
	}

	return pageErrors(question);
}

/** A backend that answers 404 has the status alone, says the contract. */
async function serviceOf({connection, signal}: ErrorQuestion): Promise<Service> {
	try {
		const {value} = await createClient(connection).get(routes.service.path, ServiceSchema, {signal});
		return value;
	} catch (error) {
		if (error instanceof RequestFailure && error.status === 404) {
			return statusOnlyService;
		}

		throw error;
	}
}
