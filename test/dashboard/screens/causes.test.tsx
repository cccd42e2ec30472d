import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ErrorCausesSchema} from '../../../source/contract/errors.ts';
import {validate} from '../../../source/contract/validate.ts';
import type {State} from '../../../source/dashboard/store/state.ts';
import {draw} from '../../helpers/draw.tsx';
import {now, play, sampleState} from '../../helpers/sample.ts';

const hours = (...last: number[]) => [...Array.from({length: 24 - last.length}, () => 0), ...last];
const causes = validate(ErrorCausesSchema, {
	causes: [
		{
			object: 'lead', operation: 'insert', direction: 'outbound', code: '0x80040333', pattern: 'Cannot insert duplicate key, record …', count: 812,
			firstSeenAt: '2026-11-20T08:12:00Z', lastSeenAt: '2026-11-22T12:59:40Z', trend: {from: '2026-11-21T14:00:00Z', hours: hours(1, 4, 8)},
		},
		{
			object: 'contact', operation: 'update', direction: 'inbound', code: '1007', pattern: '', message: 'Multiple\u{1B}[2J leads', count: {value: 3, quality: 'at-least'},
			firstSeenAt: '2026-11-22T12:10:00Z', lastSeenAt: '2026-11-22T12:30:00Z',
		},
	],
	total: 2,
});

const visited = (state: State, visitedAt: number | undefined): State => ({...state, errors: {...state.errors, visitedAt}});

const grouped = (columns: number, rows: number, visitedAt?: number) => play(
	visited(sampleState({columns, rows}), visitedAt),
	{type: 'tab-chosen', tab: 'errors'},
	{type: 'errors-view-chosen', view: 'causes'},
	{type: 'asked', panel: 'causes', key: '', isOther: false},
	{type: 'answered', panel: 'causes', key: '', data: causes, at: now},
);

describe('Sync Errors by cause', () => {
	it('shows what the errors have in common, and how each cause goes', () => {
		assert.deepEqual(draw(grouped(150, 8)).slice(2, 6), [
			' Errors by cause   2 causes   3 errors',
			'  ERRORS  CODE        OBJECT   OPERATION  DIRECTION  24 HOURS                  FIRST        LAST      MESSAGE',
			'▌    812  0x80040333  Lead     insert     outbound   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▅█  11-20 09:12  13:59:40  Cannot insert duplicate key, record …',
			'     ≥ 3  1007        Contact  update     inbound                              13:10:00     13:30:00  Multiple␛[2J leads',
		]);
	});

	it('says which ones are new since the errors were looked at last', () => {
		const frame = draw(grouped(150, 8, Date.parse('2026-11-22T12:00:00Z')));
		assert.match(frame[2] ?? '', /1 new since your last visit 1h 7m ago$/v);
		assert.match(frame[5] ?? '', /≥ 3 {2}new {2}1007/v);
		assert.doesNotMatch(frame[4] ?? '', /new/v);
	});

	it('opens a group as a filter, and goes back to the groups', () => {
		const opened = play(grouped(100, 12), {type: 'cause-opened', filter: 'object:lead code:0x80040333'});
		assert.match(draw(opened)[2] ?? '', /^ Errors {3}3 of 117 {3}\[object:lead\] \[code:0x80040333\]/v);
		const back = play(opened, {type: 'left'});
		assert.match(draw(back)[2] ?? '', /^ Errors by cause/v);
		assert.equal(back.errors.filter, '');
	});

	it('groups what has been read where the backend doesn’t group, and says so', () => {
		const state = play(
			sampleState({columns: 120, rows: 9}),
			{type: 'answered', panel: 'service', key: '/v1', at: now, data: {api: 'sync-status', version: '1.0', capabilities: ['errors']}},
			{type: 'tab-chosen', tab: 'errors'},
			{type: 'errors-view-chosen', view: 'causes'},
		);
		assert.match(draw(state)[2] ?? '', /^ Errors by cause {3}3 causes/v);
		assert.match(draw(state).join('\n'), /1 {2}0x80040333/v);
	});
});
