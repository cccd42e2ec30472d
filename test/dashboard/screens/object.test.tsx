import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {draw} from '../../helpers/draw.tsx';
import {play, sampleState} from '../../helpers/sample.ts';

const opened = (columns: number, rows: number) => play(
	sampleState({columns, rows}),
	{type: 'object-opened', object: 'lead'},
	{type: 'asked', panel: 'pending', key: 'lead', isOther: true},
	{
		type: 'answered', panel: 'pending', key: 'lead', at: Date.parse('2026-11-22T13:07:21Z'),
		data: {
			items: [
				{recordId: 'L-10291', recordName: 'Ana Pérez', operation: 'insert', direction: 'inbound', changedAt: '2026-11-22T10:53:02Z', attempts: 0},
				{recordId: 'L-7', recordName: '李雷', operation: 'update', direction: 'outbound', changedAt: '2026-11-22T12:37:00Z', attempts: 2},
			],
			nextCursor: null,
		},
	},
);

describe('the details of an object', () => {
	it('show inserts and updates apart, the oldest record of each, the directions, and the queue', () => {
		assert.deepEqual(draw(opened(80, 24)), [
			' sync-tui  crm-prod  Microsoft Dynamics ⇄ Marketo       ● LIVE · every 5s  14:07',
			'  1 Sync Status    2 Sync Errors 117                                     ? help',
			'─'.repeat(80),
			' Lead   10,514 pending · oldest 2h 14m · 96 failed',
			'',
			' ┌─────────┬─────────┬───────────────┬─────────┬─────────┐',
			' │         │ Pending │ Oldest record │ Id      │ Waiting │',
			' ├─────────┼─────────┼───────────────┼─────────┼─────────┤',
			' │ Inserts │   1,204 │ Ana Pérez     │ L-10291 │  2h 14m │',
			' ├─────────┼─────────┼───────────────┼─────────┼─────────┤',
			' │ Updates │   9,310 │ N/A           │ N/A     │     N/A │',
			' └─────────┴─────────┴───────────────┴─────────┴─────────┘',
			' inbound (Microsoft Dynamics → Marketo): 1,100 inserts · 7,000 updates',
			' outbound (Marketo → Microsoft Dynamics): 104 inserts · 2,310 updates',
			' Oldest in the queue',
			'  RECORD     ID       OPERATION  DIRECTION  WAITING  TRIES',
			'▌ Ana Pérez  L-10291  insert     inbound     2h 14m      0',
			'  李雷       L-7      update     outbound       30m      2',
			'',
			'',
			'',
			'',
			'─'.repeat(80),
			' ↑↓ move  esc back  e its errors  r refresh  : commands  ? help  q quit',
		]);
	});

	it('become a line per operation where the table has no room', () => {
		assert.deepEqual(draw(opened(40, 8)).slice(2, 7), [
			' Lead   10,514 pending · oldest 2h 14m',
			' Inserts 1,204 · 2h 14m · Ana Pérez',
			' Updates 9,310 · N/A · N/A',
			'  RECORD    OPERATION DIRECTION WAITING',
			'▌ Ana Pérez insert    inbound    2h 14m',
		]);
	});

	it('count what has no operation, or another, as others', () => {
		const oldest = {any: {recordId: 'J-1', changedAt: '2026-11-22T12:07:21Z'}};
		const state = play(opened(60, 16), {type: 'answered', panel: 'status', key: '/v1/status', data: {objects: [{object: 'lead', label: 'Lead', pending: {inserts: 2, total: 12}, oldest}]}, at: 0});
		assert.deepEqual(draw(state).slice(2, 6), [
			' Lead   12 pending · oldest 1h',
			' Inserts 2 · N/A · N/A',
			' Updates N/A · N/A · N/A',
			' Others 10 · 1h · J-1',
		]);
	});

	it('say so when the backend no longer names the object', () => {
		const state = play(opened(60, 8), {type: 'answered', panel: 'status', key: '/v1/status', data: {objects: []}, at: 0});
		assert.match(draw(state)[3] ?? '', /names no backlog of this object/v);
	});
});
