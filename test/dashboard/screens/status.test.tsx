import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {draw, drawRaw} from '../../helpers/draw.tsx';
import {play, sampleState} from '../../helpers/sample.ts';
import {widthOf} from '../../../source/dashboard/text/width.ts';

describe('Sync Status', () => {
	it('shows the backlog per object; what is not available is N/A, at least is ≥, nothing is 0', () => {
		assert.deepEqual(draw(sampleState({columns: 100, rows: 11})), [
			' sync-tui  crm-prod  Microsoft Dynamics ⇄ Marketo            ● LIVE · every 5s  14:07 Europe/Madrid',
			'  1 Sync Status    2 Sync Errors 117                                                         ? help',
			' View: Backlog   3 objects · ≥ 10,526 pending · oldest 2h 14m · sync running',
			'  OBJECT             INSERTS  UPDATES  TOTAL ▼  OLDEST  SYNCED/H  24 HOURS                  FAILED',
			'▌ Lead                 1,204    9,310   10,514  2h 14m     9,820  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▅█      96',
			'  Contact               ≥ 12      N/A     ≥ 12     N/A         0  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁      21',
			'  自定义实体 👩👩👧        0        0        0                 0  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁       0',
			'',
			'',
			'',
			' ↑↓ move  ⏎ details  h last hour  / filter  s sort  r refresh  : commands  ? help  q quit    1 of 3',
		]);
	});

	it('shows the last full hour with its range and zone; Inserts and Updates are N/A there', () => {
		assert.deepEqual(draw(play(sampleState({columns: 100, rows: 8}), {type: 'view-chosen', view: 'last-hour'})).slice(2, 7), [
			' View: Last Hour 13:00–14:00 Europe/Madrid   9,820 synced · 11 failed',
			'  OBJECT             INSERTS  UPDATES  SYNCED ▼  FAILED  VS BEFORE  MAX/H  AVG/H  MIN/H',
			'▌ Lead                   N/A      N/A     9,820      11       +96%  9,820    618      0',
			'  Contact                N/A      N/A         0       0         0%      0      0      0',
			'  自定义实体 👩👩👧      N/A      N/A         0       0         0%      0      0      0',
		]);
	});

	it('takes the clock hours of the reader, in Kathmandu too', () => {
		const zone = {name: 'Asia/Kathmandu', offset: () => 345};
		const title = draw(play(sampleState({columns: 100, rows: 8, zone}), {type: 'view-chosen', view: 'last-hour'}))[2];
		assert.match(title ?? '', /^ View: Last Hour 17:00–18:00 Asia\/Kathmandu/v);
	});

	it('lets columns go by priority, and the object and its total never', () => {
		assert.deepEqual(draw(sampleState({columns: 40, rows: 8})).slice(3, 5), [
			'  OBJECT         INSERTS UPDATES TOTAL ▼',
			'▌ Lead             1,204   9,310  10,514',
		]);
		assert.deepEqual(draw(sampleState({columns: 20, rows: 5})), [
			' View: Backl… ● LIVE',
			'  OBJECT     TOTAL ▼',
			'▌ Lead        10,514',
			'  Contact       ≥ 12',
			' ? help  q quit',
		]);
	});

	it('draws with ASCII alone where it is told to', () => {
		const [header, , title, headings, row] = draw(sampleState({columns: 80, rows: 8}), {isAscii: true});
		assert.equal(header, ' sync-tui  crm-prod  Microsoft Dynamics <-> Marketo     * LIVE - every 5s  14:07');
		assert.equal(title, ' View: Backlog   3 objects - >= 10,526 pending - oldest 2h 14m - sync running');
		assert.equal(headings, '  OBJECT             INSERTS  UPDATES  TOTAL v  OLDEST  SYNCED/H  FAILED');
		assert.equal(row, '> Lead                 1,204    9,310   10,514  2h 14m     9,820      96');
	});

	it('filters by words and says so', () => {
		const state = play(sampleState({columns: 100, rows: 8}), {type: 'prompt-opened', kind: 'filter'}, {type: 'prompt-edited', text: 'cont', caret: 4});
		const lines = draw(state);
		const [row, below] = lines.slice(4);
		assert.match(lines[2] ?? '', /1 of 3 objects.*\[filter: cont\]/v);
		assert.match(row ?? '', /^▌ Contact/v);
		assert.equal(below, '');
		assert.match(draw(state).at(-1) ?? '', /^ \/cont▏ +⏎ keeps +esc undoes$/v);
	});

	it('fills every size exactly: no line is longer or shorter than the screen is wide', () => {
		for (const columns of [20, 33, 40, 79, 80, 120, 200]) {
			for (const rows of [5, 6, 9, 10, 24, 60]) {
				for (const state of [sampleState({columns, rows, isDemo: true}), play(sampleState({columns, rows}), {type: 'object-opened', object: 'lead'})]) {
					const lines = drawRaw(state);
					assert.equal(lines.length, rows);
					for (const line of lines) {
						assert.ok(widthOf(line) <= columns, `${columns}×${rows}: "${line}"`);
					}
				}
			}
		}
	});
});
