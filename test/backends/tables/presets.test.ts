/** Every preset, on the real tables of its engine. */
import {openTables} from '../../../source/backends/tables/open-tables.ts';
import type {GivenOptions} from '../../../source/backends/tables/presets/preset.ts';
import {presetNamed} from '../../../source/backends/tables/presets/presets.ts';
import {engineSuite, type Lack, type StartEngine} from '../../helpers/engine-suite.ts';
import type {PresetEngine} from './presets/engines/engine.ts';
import {hasuraEventsEngine} from './presets/engines/hasura-events.ts';
import {herokuConnectEngine} from './presets/engines/heroku-connect.ts';
import {multiwovenEngine} from './presets/engines/multiwoven.ts';
import {outboxEngine} from './presets/engines/outbox.ts';
import {pgBossEngine} from './presets/engines/pg-boss.ts';
import {symmetricDsEngine} from './presets/engines/symmetric-ds.ts';

type Case = {readonly start: () => Promise<PresetEngine>; readonly options?: GivenOptions; readonly lacks: readonly Lack[]};

const cases: Readonly<Record<string, Case>> = {
	'heroku-connect': {start: herokuConnectEngine, lacks: ['inbound', 'code']},
	'pg-boss': {start: pgBossEngine, lacks: ['operation', 'outbound', 'recordName', 'names']},
	'symmetric-ds': {start: symmetricDsEngine, lacks: ['inbound', 'recordName']},
	multiwoven: {start: multiwovenEngine, lacks: ['delete', 'outbound', 'code', 'recordName', 'skipped']},
	'hasura-events': {start: hasuraEventsEngine, lacks: ['outbound', 'recordName']},
	outbox: {start: outboxEngine, options: {createdAt: 'created_at', processedAt: 'processed_at'}, lacks: ['operation', 'outbound', 'errors', 'skipped']},
};

const over = (name: string, {start, options}: Case): StartEngine => async () => {
	const engine = await start();
	return {
		write: engine.write,
		clear: engine.clear,
		open: async ({clock}) => openTables({database: {kind: 'postgres', url: engine.database.url}, mapping: presetNamed(name).mapping(options), clock}),
		[Symbol.asyncDispose]: async () => engine[Symbol.asyncDispose](),
	};
};

for (const [name, each] of Object.entries(cases)) {
	engineSuite(name, over(name, each), each.lacks);
}
