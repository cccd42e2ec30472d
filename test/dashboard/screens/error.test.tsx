import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {SyncErrorDetail} from '../../../source/contract/errors.ts';
import {widthOf} from '../../../source/dashboard/text/width.ts';
import {desk} from '../../helpers/desk.ts';
import {draw, drawRaw} from '../../helpers/draw.tsx';
import {failedTry, now, sampleState} from '../../helpers/sample.ts';

const detail: SyncErrorDetail = {
	id: 'e-3', level: 'record', object: 'lead', recordId: 'L-3', recordName: 'Ольга', operation: 'insert', direction: 'outbound', code: '0x80040333',
	message: 'Cannot insert duplicate key', occurredAt: '2026-11-22T12:59:40Z', firstSeenAt: '2026-11-20T12:59:40Z', attempts: 3, state: 'open',
	url: 'https://org.crm.dynamics.com/main.aspx?id=1',
	payload: {contactid: '7f3a', address: {city: 'a\u{1B}[2J\u{202E}\u{9B}', tags: ['x']}},
	history: [
		{at: '2026-11-22T11:00:00Z', code: '1007', message: 'Multiple leads match'},
		{at: '2026-11-22T12:00:00Z', code: null, message: 'Again\u{7}'},
	],
};

/** Sync Errors with its first error open, and what the backend has of it. */
function opened(columns: number, rows: number, part: Partial<SyncErrorDetail> = {}) {
	return desk(sampleState({columns, rows})).press('2', 'enter').play(
		{type: 'asked', panel: 'error', key: 'e-3', isOther: true},
		{type: 'answered', panel: 'error', key: 'e-3', at: now, data: {...detail, ...part}},
	);
}

type Desk = ReturnType<typeof desk>;

/** The lines between the title and the foot. */
const body = (at: Desk) => draw(at.state()).slice(at.state().size.rows >= 22 ? 5 : 3, at.state().size.rows >= 18 ? -2 : -1).filter(line => line !== '');
const marked = (at: Desk) => draw(at.state()).find(line => line.startsWith('▌'))?.slice(1).trim();

describe('an open error', () => {
	it('says why it failed, then everything else that there is', () => {
		assert.deepEqual(body(opened(80, 45)), [
			'▌Code        0x80040333',
			' Message     Cannot insert duplicate key',
			' Record      Ольга',
			' Record id   L-3',
			' Other id    7f3a  (contactid)',
			' Object      Lead',
			' Operation   insert',
			' Direction   outbound',
			' State       open',
			' Tries       3',
			' Occurred    2026-11-22 13:59:40  (7m ago)',
			' First seen  2026-11-20 13:59:40  (2d ago)',
			' Level       record',
			' Link        https://org.crm.dynamics.com/main.aspx?id=1',
			' Error id    e-3',
			' History',
			'  2026-11-22 13:00:00  (1h 7m ago)    N/A  Again␇',
			'  2026-11-22 12:00:00  (2h 7m ago)    1007  Multiple leads match',
			' Payload',
			'    contactid: "7f3a"',
			'  ▾ address: 2 fields',
			String.raw`      city: "a\u001b[2J�"`,
			'    ▾ tags: 1 item',
			'        0: "x"',
		]);
	});

	it('shows what the list knows at once, and says what is missing', () => {
		const at = desk(sampleState({columns: 80, rows: 30})).press('2', 'enter');
		assert.deepEqual(body(at).slice(0, 3), ['▌Code        0x80040333', ' Message     Cannot insert duplicate key', ' Record      Ольга']);
		assert.equal(body(at).at(-1), ' Reading the rest …');
		at.play(
			{type: 'asked', panel: 'error', key: 'e-3', isOther: true},
			failedTry('error', 'e-3', '502 from\u{9B}the backend'),
		);
		assert.equal(body(at).at(-1), ' 502 from�the backend');
	});

	it('says N/A for what the backend leaves out', () => {
		const lines = body(opened(80, 45, {code: null, message: null, state: null, payload: undefined, history: null}));
		assert.deepEqual([lines[0], lines[1], lines.at(-1)], ['▌Code        N/A', ' Message     N/A', ' Error id    e-3']);
	});

	it('begins with code and message on the smallest screens', () => {
		assert.deepEqual(body(opened(40, 10)).slice(0, 2), ['▌Code        0x80040333', ' Message     Cannot insert duplicate key']);
		assert.deepEqual(body(opened(30, 10)).slice(0, 4), ['▌Code', '  0x80040333', ' Message', '  Cannot insert duplicate key']);
	});

	it('is exactly as large as any screen', () => {
		for (const [columns, rows] of [[20, 5], [30, 8], [40, 10], [80, 24], [200, 60]] as const) {
			const lines = drawRaw(opened(columns, rows, {message: 'Ж李'.repeat(200)}).press('end').state());
			assert.equal(lines.length, rows);
			assert.deepEqual(lines.filter(line => widthOf(line) > columns), [], `${columns} × ${rows}`);
		}
	});
});

describe('the line that the reader is at', () => {
	it('moves with the arrows; the text scrolls under it, and it stops at the ends', () => {
		const at = opened(60, 14).press('down', 'down');
		assert.equal(marked(at), 'Record      Ольга');
		assert.match(draw(at.state())[3] ?? '', /Code/v);
		at.press('end');
		assert.equal(marked(at), '0: "x"');
		at.press('up');
		assert.equal(marked(at), '▾ tags: 1 item');
		assert.equal(marked(at.press('home', 'up')), 'Code        0x80040333');
	});

	it('says what copying takes: the text as it came', () => {
		const at = opened(60, 14).press('down', 'y', 'end', 'y');
		assert.deepEqual(at.calls, ['copy Cannot insert duplicate key Message', 'copy x 0']);
		const payload = opened(80, 45).press('end', 'up', 'up', 'y', 'up', 'y');
		assert.deepEqual(payload.calls, [
			'copy a\u{1B}[2J\u{202E}\u{9B} city',
			`copy ${JSON.stringify({city: 'a\u{1B}[2J\u{202E}\u{9B}', tags: ['x']}, undefined, 2)} address`,
		]);
	});

	it('goes back to the top with the next error', () => {
		const at = opened(60, 14).press('end', 'n');
		assert.match(marked(at) ?? '', /^Code {8}1007/v);
	});
});

describe('folding the payload', () => {
	const list = (at: Desk) => body(at).slice(body(at).indexOf(' Payload') + 1);
	const foldable = () => opened(80, 45).press('end');

	it('folds what the line is in, and unfolds it again', () => {
		const at = foldable().press('left');
		assert.equal(marked(at), '▸ tags: […] 1 item');
		assert.deepEqual(list(at.press('left')), ['    contactid: "7f3a"', '▌ ▸ address: {…} 2 fields']);
		assert.equal(marked(at.press('right')), '▾ address: 2 fields');
		assert.equal(list(at).at(-1), '    ▸ tags: […] 1 item');
		assert.equal(marked(at.press('right')), '▾ address: 2 fields');
		assert.equal(list(at.press('enter')).length, 2);
	});

	it('folds and unfolds all; the reader stays where they are, or at what it went into', () => {
		const at = foldable().press('*');
		assert.deepEqual(list(at), ['    contactid: "7f3a"', '▌ ▸ address: {…} 2 fields']);
		assert.equal(list(at.press('*')).length, 5);
		assert.equal(marked(at), '▾ address: 2 fields');
	});

	it('leaves a field, and a line of one, as they are', () => {
		const at = opened(80, 45);
		const before = draw(at.state());
		assert.deepEqual(draw(at.press('enter', 'left', 'right').state()), before);
	});

	it('shows the beginning of a long text until it is unfolded', () => {
		const at = opened(60, 90, {message: 'word '.repeat(200), payload: {note: 'note '.repeat(100)}});
		const count = (word: string) => body(at).join('\n').split(`${word} `).length - 1;
		assert.match(body(at).join('\n'), / word…\n +▸ 1,000 characters\n/v);
		assert.match(body(at).at(-1) ?? '', / note "… 500 characters$/v);
		assert.ok(count('word') < 60 && count('note') < 60);
		assert.match(body(at.press('down', 'enter')).join('\n'), / word\n +▾ 1,000 characters\n/v);
		assert.match(body(at.press('end', 'enter')).at(-1) ?? '', / note " 500 characters$/v);
	});

	it('takes a history that is long in two helpings', () => {
		const history = Array.from({length: 30}, (_, index) => ({at: `2026-11-${String(index + 1).padStart(2, '0')}T00:00:00Z`, code: String(index)}));
		const at = opened(80, 60, {history, payload: undefined}).press('end');
		assert.equal(marked(at), '▸ 22 earlier');
		assert.match(body(at.press('enter')).at(-2) ?? '', /2026-11-01 01:00:00 .* 0$/v);
		assert.equal(marked(at), '▾ 22 earlier');
	});

	it('has signs of ASCII too', () => {
		assert.match(draw(foldable().press('left').state(), {isAscii: true}).join('\n'), /- address: 2 fields[\s\S]*\+ tags: \[~\] 1 item/v);
	});
});
