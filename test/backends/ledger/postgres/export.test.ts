import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {LocalLedger} from '../../../../source/backends/ledger/ledger.ts';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import type {ErrorsExportQuery} from '../../../../source/contract/queries.ts';
import {createSchemas} from '../../../helpers/postgres/schemas.ts';
import {
	change, failed, filter, now,
} from '../../../helpers/sync-samples.ts';

const schemas = createSchemas();
const all: ErrorsExportQuery = {
	...filter(), sort: {column: 'message', descending: false}, format: 'csv', raw: 'false',
};

/** With one connection: as long as that is taken, nothing else is answered. */
async function withOneConnection(body: (ledger: LocalLedger) => Promise<void>): Promise<void> {
	const {url} = await schemas.create();
	const ledger = await openPostgresLedger({postgres: {url, max: 1}, clock: () => now});
	const ids = Array.from({length: 2500}, (_, index) => String(index));
	try {
		await ledger.ingest.changes(ids.map(id => change(id)));
		await ledger.ingest.results(ids.map(id => failed(id)));
		await body(ledger);
	} finally {
		await ledger.close();
	}
}

describe('an export of errors from PostgreSQL', () => {
	it('takes no connection before its first piece is asked for', async () => {
		await withOneConnection(async ({exportErrors, status}) => {
			const {total} = await exportErrors(all);
			assert.equal(total, 2500);
			assert.equal((await status()).objects[0]?.failed, 2500);
		});
	});

	it('comes in pieces, and gives its connection back at the end', async () => {
		await withOneConnection(async ({exportErrors, status}) => {
			const {pieces} = await exportErrors(all);
			const lines: number[] = [];
			for await (const piece of pieces) {
				lines.push(String(piece).split('\r\n').length - 1);
			}

			assert.deepEqual(lines, [1, 1000, 1000, 500]);
			assert.equal((await status()).objects[0]?.failed, 2500);
		});
	});

	it('gives its connection back when its reader leaves', async () => {
		await withOneConnection(async ({exportErrors, status, ingest}) => {
			const {pieces} = await exportErrors(all);
			for await (const piece of pieces) {
				if (String(piece).includes('L-')) {
					break;
				}
			}

			assert.equal((await status()).objects[0]?.failed, 2500);
			// It is in no transaction of the export's any more, which could only read.
			assert.equal((await ingest.changes([change('new')])).accepted, 1);
		});
	});
});
