import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {draw} from '../../helpers/draw.tsx';
import type {ErrorsPage} from '../../../source/contract/errors.ts';
import type {Action} from '../../../source/dashboard/store/actions.ts';
import {
	errorsPage, failedTry, now, play, sampleState,
} from '../../helpers/sample.ts';

const listed = (columns: number, rows: number) => play(sampleState({columns, rows}), {type: 'tab-chosen', tab: 'errors'});

describe('Sync Errors', () => {
	it('lists them newest first; control characters are shown as harmless pictures', () => {
		assert.deepEqual(draw(listed(112, 9)).slice(2), [
			' Errors   3 errors',
			'  TIME ▼       OBJECT   RECORD            OPERATION  DIRECTION  CODE        MESSAGE',
			'▌ 13:59:40     Lead     Ольга             insert     outbound   0x80040333  Cannot insert duplicate key',
			'  11-21 23:10  Contact  ␛]52;c;aGk=␇李雷  update     inbound    1007        Multiple leads match␊lookup criteria',
			'  11-21 23:00  N/A      N/A               N/A        N/A        N/A         N/A',
			'',
			' ↑↓ move  ⏎ details  / filter  s sort  g causes  f facets  R retry  I ignore  E export  ? help  q quit   1 of 3',
		]);
	});

	it('says what it searches for while the answer is on its way', () => {
		const searching = play(
			listed(100, 9),
			{type: 'prompt-opened', kind: 'filter'},
			{type: 'prompt-edited', text: 'dup', caret: 3},
			{type: 'asked', panel: 'errors', key: 'another', isOther: false},
		);
		assert.equal(draw(searching)[2], ' Errors   3 of 117   [dup]   searching …');
	});

	it('says why there are none to see', () => {
		const failed = play(
			sampleState({columns: 80, rows: 9}),
			{type: 'tab-chosen', tab: 'errors'},
			failedTry('errors', sampleState().panels.errors.key),
		);
		assert.match(draw(failed)[0] ?? '', /◐ STALE 1h ago · 502 from the backend/v);
	});

	const {key} = sampleState().panels.errors;
	const answered = (page: Partial<ErrorsPage>): Action => ({
		type: 'errors-answered', key, part: 'first', cursor: undefined, at: now, page: {...errorsPage, ...page},
	});
	const arrivals = ['e-5', 'e-4'].map(id => ({id, occurredAt: '2026-11-22T13:05:00Z'}));

	it('leaves what is being read where it is when rows arrive, and tells of them', () => {
		const reading = play(listed(100, 8), {type: 'moved', move: 'down'});
		const arrived = play(reading, answered({items: [...arrivals, ...errorsPage.items], nextCursor: 'more', total: 5}));
		assert.match(draw(arrived)[2] ?? '', /^ Errors {3}5 errors {3}2 new ↑ Home$/v);
		assert.match(draw(arrived).at(-1) ?? '', /4 of 5$/v);
		assert.equal(draw(arrived).findIndex(line => line.startsWith('▌')), draw(reading).findIndex(line => line.startsWith('▌')));
		const back = play(arrived, {type: 'moved', move: 'home'});
		assert.doesNotMatch(draw(back)[2] ?? '', /new/v);
		assert.match(draw(back)[4] ?? '', /^▌ 14:05:00/v);
	});

	it('shows new rows at once to who is at the top', () => {
		const state = play(listed(100, 10), answered({items: [...arrivals, ...errorsPage.items], nextCursor: 'more', total: 5}));
		assert.match(draw(state)[4] ?? '', /^▌ 14:05:00/v);
		assert.doesNotMatch(draw(state)[2] ?? '', /new/v);
	});

	it('counts on while the page has only a bound, then says the exact number', () => {
		const bounded = play(listed(100, 10), answered({nextCursor: 'more', total: {value: 10_000, quality: 'at-least'}}));
		assert.match(draw(bounded)[2] ?? '', /≥ 10,000 errors {3}counting …$/v);
		const counted = play(
			bounded,
			{type: 'asked', panel: 'errorTotal', key, isOther: false},
			{type: 'answered', panel: 'errorTotal', key, data: {total: 812_345}, at: now},
		);
		assert.match(draw(counted)[2] ?? '', /^ Errors {3}812,345 errors$/v);
		assert.match(draw(counted).at(-1) ?? '', /1 of 812,345$/v);
	});

	it('says how far back it has searched while there is more to look at', () => {
		const partial = play(listed(100, 10), answered({items: [], nextCursor: 'more', searchedFrom: '2026-11-21T22:00:00Z', total: {value: 0, quality: 'at-least'}}));
		assert.match(draw(partial)[2] ?? '', /searched back to 11-21 23:00/v);
		assert.match(draw(partial)[4] ?? '', /Nothing found yet; looking on/v);
	});

	it('tells times as ages where that is wanted, and sorts by any column', () => {
		const state = play(listed(110, 9), {type: 'times-toggled'}, {type: 'sorted', order: {column: 'code', descending: false}});
		assert.match(draw(state)[3] ?? '', /AGE {2}OBJECT .* CODE ▲/v);
		assert.match(draw(play(listed(110, 9), {type: 'times-toggled'}))[4] ?? '', /^▌ +7m {2}Lead/v);
	});
});
