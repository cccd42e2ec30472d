import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {draw} from '../../helpers/draw.tsx';
import {now, play, sampleState} from '../../helpers/sample.ts';

const listed = (columns: number, rows: number) => play(sampleState({columns, rows}), {type: 'tab-chosen', tab: 'errors'});

describe('Sync Errors', () => {
	it('lists them newest first; control characters are shown as harmless pictures', () => {
		assert.deepEqual(draw(listed(112, 9)).slice(2), [
			' Errors, newest first   3 errors',
			'  TIME ▼       OBJECT   RECORD            OPERATION  DIRECTION  CODE        MESSAGE',
			'▌ 13:59:40     Lead     Ольга             insert     outbound   0x80040333  Cannot insert duplicate key',
			'  11-21 23:10  Contact  ␛]52;c;aGk=␇李雷  update     inbound    1007        Multiple leads match␊lookup criteria',
			'  11-21 23:00  N/A      N/A               N/A        N/A        N/A         N/A',
			'',
			' ↑↓ move  ⏎ details  / search  r refresh  p pause  : commands  ? help  q quit                            1 of 3',
		]);
	});

	it('opens one whole: what the list knows at once, the rest when it comes', () => {
		const opened = play(listed(80, 24), {type: 'error-opened', id: 'e-3'});
		assert.match(draw(opened).join('\n'), /Record {6}Ольга\n[\s\S]*Reading the rest …/v);
		const whole = play(
			opened,
			{type: 'asked', panel: 'error', key: 'e-3', isOther: true},
			{
				type: 'answered', panel: 'error', key: 'e-3', at: now,
				data: {
					id: 'e-3', occurredAt: '2026-11-22T12:59:40Z', code: '0x80040333', payload: {email: 'a\u{1B}[2Jb'},
					history: [{at: '2026-11-22T11:00:00Z', code: '1007', message: 'Multiple leads match'}],
				},
			},
			{type: 'moved', move: 'end'},
		);
		assert.deepEqual(draw(whole).slice(12, 21), [
			' Error id    e-3',
			'',
			' History',
			'   2026-11-22 12:00:00  1007  Multiple leads match',
			'',
			' Payload',
			'   {',
			String.raw`     "email": "a\u001b[2Jb"`,
			'   }',
		]);
	});

	it('says what it searches for while the answer is on its way', () => {
		const searching = play(
			listed(100, 9),
			{type: 'prompt-opened', kind: 'filter'},
			{type: 'prompt-edited', text: 'dup', caret: 3},
			{type: 'asked', panel: 'errors', key: 'another', isOther: false},
		);
		assert.equal(draw(searching)[2], ' Errors, newest first   3 errors   [search: dup]   searching …');
	});

	it('says why there are none to see', () => {
		const failed = play(
			sampleState({columns: 80, rows: 9}),
			{type: 'tab-chosen', tab: 'errors'},
			{type: 'failed', panel: 'errors', key: sampleState().panels.errors.key, message: '502 from the backend', at: now},
		);
		assert.match(draw(failed)[0] ?? '', /◐ STALE since 14:07/v);
		assert.match(draw(failed).at(-1) ?? '', /^ 502 from the backend/v);
	});
});
