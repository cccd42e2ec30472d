/** The file beside an export that says what it is: a table alone doesn't tell what was left out of it. */
import path from 'node:path';
import type {ExportFormat} from './error-source.ts';

/** What the reader saw when the export was asked for. */
export type ExportAbout = {
	/** What the backend is called. */
	readonly connection?: string | undefined;
	/** As it was typed. */
	readonly filter?: string | undefined;
	/** As in the API: `-occurredAt`. */
	readonly sort?: string | undefined;
	/** IANA name of the reader's time zone; the times within the export are UTC. */
	readonly zone?: string | undefined;
};

export type Sidecar = {
	readonly about: ExportAbout;
	/** Filters and sort as the backend was asked. */
	readonly query: URLSearchParams;
	/** When it was done, ms UTC. */
	readonly time: number;
	readonly count: number;
	/** How many the backend had said there would be. */
	readonly expected: number | undefined;
	/** Why it may not be all, in words. */
	readonly lack: string | undefined;
	readonly format: ExportFormat;
	readonly raw: boolean;
	readonly file: string;
	readonly bytes: number;
};

/** JSON, what matters most in its first lines. */
export function sidecarText({about, query, time, count, expected, lack, format, raw, file, bytes}: Sidecar): string {
	const asked = Object.fromEntries([...new Set(query.keys())].map(name => [name, query.getAll(name)]));
	return `${JSON.stringify({
		filter: about.filter ?? '',
		sort: about.sort ?? query.get('sort') ?? '-occurredAt',
		time: new Date(time).toISOString(),
		zone: about.zone,
		count,
		complete: lack ?? shortfall(count, expected) ?? true,
		expected,
		format,
		raw,
		connection: about.connection,
		query: asked,
		file: path.basename(file),
		bytes,
	}, undefined, '\t')}\n`;
}

/** Errors that are closed while an export runs may be missing from it. */
function shortfall(count: number, expected: number | undefined): string | undefined {
	return expected !== undefined && count < expected ? `${expected - count} fewer than the backend counted at the beginning` : undefined;
}
