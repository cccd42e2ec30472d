import assert from 'node:assert/strict';
import {
	after, before, describe, it,
} from 'node:test';
import {walkBack, type Span} from '../../../../source/backends/ledger/postgres/walk-back.ts';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import {openPostgres, type Postgres} from '../../../../source/databases/postgres.ts';
import {createSchemas} from '../../../helpers/postgres/schemas.ts';
import {
	change, failed, ms, now,
} from '../../../helpers/sync-samples.ts';

const schemas = createSchemas();
const hour = 3_600_000;
const oldest = ms('2025-01-01T00:00:00Z');
const anyTime = {from: undefined, to: undefined, now, patience: Infinity};

let postgres: Postgres;
before(async () => {
	const {url} = await schemas.create();
	const ledger = await openPostgresLedger({postgres: {url}, clock: () => now});
	await ledger.ingest.changes([change('1')]);
	await ledger.ingest.results([failed('1', {at: new Date(oldest).toISOString()})]);
	await ledger.close();
	postgres = openPostgres({url});
});
after(async () => {
	await postgres.close();
});

describe('a walk back through the errors', () => {
	it('begins with all that is newer than an hour ago, and leaves nothing out down to the oldest', async () => {
		const spans: Span[] = [];
		const lookedFrom = await walkBack(postgres, anyTime, async span => {
			spans.push(span);
			return true;
		});
		assert.equal(lookedFrom, undefined);
		assert.deepEqual(spans[0], {from: now - hour, to: undefined});
		assert.deepEqual(spans.slice(1).map(({to}) => to), spans.slice(0, -1).map(({from}) => from));
		assert.equal(spans.at(-1)?.from, oldest);
		// Each is eight times as wide as the one before.
		assert.equal(spans.length, 6);
	});

	it('ends when no more is wanted', async () => {
		let looked = 0;
		assert.equal(await walkBack(postgres, anyTime, async () => {
			looked++;
			return looked < 3;
		}), undefined);
		assert.equal(looked, 3);
	});

	it('says how far it got when patience ends', async () => {
		assert.equal(await walkBack(postgres, {...anyTime, patience: 0}, async () => true), now - hour);
	});

	it('keeps to the bounds of what is asked', async () => {
		const spans: Span[] = [];
		const bounds = {from: now - (5 * hour), to: now - (3 * hour)};
		await walkBack(postgres, {...anyTime, ...bounds}, async span => {
			spans.push(span);
			return true;
		});
		assert.deepEqual(spans, [{from: now - (4 * hour), to: bounds.to}, {from: bounds.from, to: now - (4 * hour)}]);
	});
});
