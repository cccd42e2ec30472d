import assert from 'node:assert/strict';
import {it} from 'node:test';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import {createDatabase} from '../../../helpers/postgres/databases.ts';

it('trigrams are used from whatever schema their extension is in', async () => {
	await using database = await createDatabase();
	await database.sql('CREATE SCHEMA ledger; CREATE SCHEMA "Extra-ons"; CREATE EXTENSION pg_trgm SCHEMA "Extra-ons"');
	const said: string[] = [];
	const ledger = await openPostgresLedger({
		postgres: {url: `${database.url}?options=${encodeURIComponent('-c search_path=ledger')}`},
		say(text) {
			said.push(text);
		},
	});
	await ledger.close();
	assert.deepEqual(said, []);
	assert.match(String((await database.sql('SELECT indexdef FROM pg_indexes WHERE indexname = \'error_words\''))[0]?.indexdef), /USING gin \(search "Extra-ons"\.gin_trgm_ops\)/v);
});
