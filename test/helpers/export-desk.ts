/** A real server over a backend that exports what a test says, and a folder to export into. */
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Backend} from '../../source/backends/backend.ts';
import type {SyncError} from '../../source/contract/errors.ts';
import type {ErrorsExportQuery, ErrorsQuery} from '../../source/contract/queries.ts';
import type {Capability} from '../../source/contract/service.ts';
import {startServer} from './real-server.ts';

export type Desk = AsyncDisposable & {
	readonly url: string;
	readonly folder: string;
	/** What the backend was asked. */
	readonly asked: Array<ErrorsExportQuery | ErrorsQuery>;
	file(name: string): string;
	/** All that is in the folder, or in one below it, hidden files too. */
	names(below?: string): Promise<string[]>;
};

export type DeskOptions = {
	readonly capabilities?: readonly Capability[];
	readonly total?: number | null;
	/** What the stream brings. */
	readonly pieces?: () => AsyncIterable<string>;
	/** All errors, for a backend of pages. */
	readonly errors?: readonly SyncError[];
};

export async function openDesk({capabilities = ['errors', 'error-export'], total = null, pieces = () => linesOf(), errors = []}: DeskOptions = {}): Promise<Desk> {
	const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-export-'));
	const asked: Desk['asked'] = [];
	const backend: Backend = {
		service: async () => ({api: 'sync-status', version: '1.0', capabilities: [...capabilities]}),
		status: async () => ({objects: []}),
		async exportErrors(query) {
			asked.push(query);
			return {total, pieces: pieces()};
		},
		async errors(query) {
			asked.push(query);
			const start = Number(query.cursor ?? 0);
			const end = start + query.limit;
			return {items: errors.slice(start, end), nextCursor: end < errors.length ? String(end) : null, total: errors.length};
		},
		close: async () => undefined,
	};
	const server = await startServer(backend);
	return {
		url: server.url,
		folder,
		asked,
		file: name => path.join(folder, name),
		names: async (below = '') => (await readdir(path.join(folder, below))).toSorted(),
		async [Symbol.asyncDispose]() {
			await server.close();
			await rm(folder, {recursive: true, force: true});
		},
	};
}

export async function * linesOf(...pieces: readonly string[]): AsyncGenerator<string> {
	yield * pieces;
}
