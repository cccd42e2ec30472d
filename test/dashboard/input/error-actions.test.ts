/** What the keys of Sync Errors ask before they do something, and what they then do. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseExport} from '../../../source/dashboard/input/export-to.ts';
import {desk} from '../../helpers/desk.ts';
import {draw} from '../../helpers/draw.tsx';
import type {Action} from '../../../source/dashboard/store/actions.ts';
import {
	errorsPage, now, play, sampleState,
} from '../../helpers/sample.ts';

const errors = () => desk(sampleState({columns: 110, rows: 12})).press('2');
const foot = (at: ReturnType<typeof desk>) => draw(at.state()).at(-1)?.trim();

describe('retry', () => {
	it('asks for which errors, then whether, with their number', () => {
		const at = errors().press('R');
		assert.equal(foot(at), 'Retry:  1 Ольга  a all 3 errors                                                                esc leaves it');
		assert.match(foot(at.press('a')) ?? '', /^Retry all 3 errors\? {3}y retries/v);
		assert.deepEqual(at.calls, []);
		assert.deepEqual(at.press('y').calls, ['act retry {"key":"a","kind":"all","filter":{"to":["2026-11-22T13:07:21.001Z"]},"count":{"value":3,"quality":"exact"},"name":""}']);
		assert.match(foot(at) ?? '', /^Asking for a retry/v);
	});

	it('takes the marked errors first, and an open error alone', () => {
		const marked = errors().press(' ', ' ');
		assert.match(draw(marked.state())[2] ?? '', /✓ 2 marked/v);
		assert.match(foot(marked.press('R')) ?? '', /^Retry: {2}m the 2 marked {2}1 e-1/v);
		assert.match(foot(errors().press('enter', 'R')) ?? '', /^Retry Ольга\?/v);
	});

	it('offers all that match only while the list is the answer to the filter that stands there', () => {
		const at = errors().play({type: 'filter-set', filter: 'object:lead'}).press('R');
		assert.match(foot(at) ?? '', /^Retry Ольга\?/v, 'the one that is selected, and no “all”');
	});

	it('means by all what was there when the question was asked', () => {
		const state = sampleState({columns: 110, rows: 12});
		const key = JSON.stringify(['top', 'until:1h', 'occurredAt', true]);
		const at = desk(play(
			state,
			{type: 'tab-chosen', tab: 'errors'},
			{type: 'filter-set', filter: 'until:1h'},
			{type: 'asked', panel: 'errors', key, isOther: false},
			{
				type: 'errors-answered', key, part: 'first', cursor: undefined, page: errorsPage, at: now,
			},
		)).press('I', 'a').play({type: 'ticked', now: now + 1_800_000}).press('y');
		assert.match(at.calls[0] ?? '', /"filter":\{"to":\["2026-11-22T12:07:00Z"\]\}/v);
	});

	it('says the number of the filter that stands there, not one that was counted before', () => {
		const state = sampleState({columns: 110, rows: 12});
		const asked = (filter: string) => JSON.stringify(['top', filter, 'occurredAt', true]);
		const bounded = {...errorsPage, nextCursor: 'more', total: {value: 10_000, quality: 'at-least' as const}};
		const at = desk(play(
			state,
			{type: 'tab-chosen', tab: 'errors'},
			...['dup', 'key'].flatMap((filter): Action[] => [
				{type: 'filter-set', filter},
				{type: 'asked', panel: 'errors', key: asked(filter), isOther: false},
				{
					type: 'errors-answered', key: asked(filter), part: 'first', cursor: undefined, page: bounded, at: now,
				},
				{type: 'asked', panel: 'errorTotal', key: asked(filter), isOther: false},
				...(filter === 'dup' ? [{type: 'answered', panel: 'errorTotal', key: asked(filter), data: {total: 523_111}, at: now} as const] : []),
			]),
		)).press('R');
		assert.match(foot(at) ?? '', /a all ≥ 10,000 that match/v);
	});

	it('leaves everything as it is on any other key, and on Escape', () => {
		const at = errors().press('R', 'x', 'j', '1', 'n');
		assert.equal(at.state().dialog, undefined);
		assert.deepEqual(at.calls, []);
	});

	it('is refused where nothing may be changed, and where the backend can’t', () => {
		const readOnly = desk({...sampleState(), isReadOnly: true}).press('2', 'R');
		assert.match(readOnly.state().notice?.text ?? '', /started with --read-only/v);
		const lacking = errors().play({type: 'answered', panel: 'service', key: '/v1', at: now, data: {api: 'sync-status', version: '1.0', capabilities: ['errors']}});
		assert.match(lacking.press('I').state().notice?.text ?? '', /can’t retry or ignore/v);
	});

	it('takes what was done off the list, and shows what became of each', () => {
		const at = errors().play(
			{type: 'errors-removed', ids: ['e-3']},
			{
				type: 'dialog-opened', dialog: {
					kind: 'results', action: 'retry', receipt: {accepted: 1, refused: [{id: 'e-2', reason: 'it is not open: it was resolved'}]},
					names: [['e-3', 'Ольга'], ['e-2', '李雷']], top: 0,
				},
			},
		);
		assert.deepEqual(draw(at.state()).slice(2, 5), [
			' Retry   1 put back on the backlog.',
			' ✓ Ольга                                     put back on the backlog',
			' ✗ 李雷                                      it is not open: it was resolved',
		]);
		assert.deepEqual(at.press('escape').state().panels.errors.data?.items.map(({id}) => id), ['e-2', 'e-1']);
	});
});

describe('export', () => {
	it('asks for the file, with a name that says what and when', () => {
		const at = errors().press('E');
		assert.equal(at.state().prompt?.text, 'sync-errors-crm-prod-2026-11-22-1407.csv');
		at.press('ctrl-u').type('out.json').press('enter');
		assert.deepEqual(at.calls, ['exportErrors {"file":"out.json","format":"json","isRaw":false,"mayOverwrite":false}']);
		assert.equal(at.state().prompt, undefined);
	});

	it('keeps the line where it names no format, and says what to do', () => {
		const at = errors().press('E', 'ctrl-u').type('errors.xls').press('enter');
		assert.deepEqual(at.calls, []);
		assert.equal(at.state().prompt?.text, 'errors.xls');
		assert.match(foot(at) ?? '', /“errors\.xls” says no format: end it in \.csv, \.json or \.ndjson\./v);
	});

	it('overwrites only after a question', () => {
		const request = {
			file: 'a.csv', format: 'csv', isRaw: false, mayOverwrite: false,
		} as const;
		const at = errors().play({type: 'dialog-opened', dialog: {kind: 'overwrite', request}});
		assert.match(foot(at) ?? '', /^a\.csv exists\. {3}o overwrites it {3}esc names another$/v);
		assert.deepEqual(at.press('x', 'o').calls, ['exportErrors {"file":"a.csv","format":"csv","isRaw":false,"mayOverwrite":true}']);
	});

	it('shows how far it is, and is cancelled by Escape', () => {
		const at = errors().play({
			type: 'export-progressed', exporting: {
				file: 'a.csv', records: 450_000, total: 1_000_000, recordsPerSecond: 190_123.4, msLeft: 3000,
			},
		});
		assert.equal(foot(at), '█████████░░░░░░░░░░░  45 %  450,000 of 1,000,000  190,123/s  3s left                             esc cancels');
		assert.deepEqual(at.press('escape').calls, ['cancelExport']);
		assert.match(at.press('E').state().notice?.text ?? '', /is being written/v);
	});

	it('takes formulas as they are where “raw” stands behind the file', () => {
		assert.deepEqual(parseExport(' my errors.CSV raw'), {
			file: 'my errors.CSV', format: 'csv', isRaw: true, mayOverwrite: false,
		});
		assert.equal(typeof parseExport(''), 'string');
	});
});

describe('copying and links', () => {
	it('copy the id of the record, or the error as JSON', () => {
		assert.deepEqual(errors().press('y').calls, ['copy L-3 L-3']);
		const [call = ''] = errors().press('Y').calls;
		assert.match(call, /^copy \{\n {2}"id": "e-3"[\s\S]*\} Ольга as JSON$/v);
	});

	it('open what the backend links to, and say so where there is nothing', () => {
		assert.match(errors().press('o').state().notice?.text ?? '', /no link/v);
	});
});

describe('the ends of a list that is longer than what has been read', () => {
	const long = (nextCursor: string | null) => {
		const state = sampleState({columns: 100, rows: 12});
		const page = {...state.panels.errors.data, items: [...state.panels.errors.data?.items ?? []], nextCursor, total: 1000};
		return desk(play(state, {type: 'tab-chosen', tab: 'errors'}, {
			type: 'errors-answered', key: state.panels.errors.key, part: 'first', cursor: undefined, page, at: now,
		}));
	};

	it('are read from the other end', () => {
		const at = long('more').press('G');
		assert.equal(at.state().errors.edge, 'end');
		assert.equal(at.press('home').state().errors.edge, 'top');
	});

	it('are gone to where they are at hand', () => {
		const at = long(null).press('G');
		assert.equal(at.state().errors.edge, 'top');
		assert.equal(at.state().errors.cursor.key, 'e-1');
	});
});
