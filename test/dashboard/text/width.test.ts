import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {Unicode11Addon} from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {
	cutTo, padEndTo, padStartTo, widthOf,
} from '../../../source/dashboard/text/width.ts';
import {cleanText} from '../../../source/domain/clean.ts';

const cleanTexts = fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: 'grapheme'}), fc.string()).map(raw => cleanText(raw));
const widths = fc.integer({min: 0, max: 30});

describe('width', () => {
	test('is one cell for each letter, two for each wide one, none for a mark', () => {
		assert.deepEqual(
			['', 'Lead', 'Pérez', '東京', 'ｶﾞ', '😀', 'a\u{316}', '▁▂▃ · …', '⏎ ⇄ ▌'].map(text => widthOf(text)),
			[0, 4, 5, 4, 2, 2, 1, 7, 5],
		);
	});

	test('counts a conjunct of Devanagari by its letters, like terminals', () => {
		assert.equal(widthOf('क्ष'), 2);
	});

	test('of each character that is taken to be narrow agrees with string-width', () => {
		const wrong: string[] = [];
		for (let codePoint = 0x20; codePoint < 0x26_00; codePoint++) {
			const character = String.fromCodePoint(codePoint);
			if (cleanText(character) === character && widthOf(character) !== stringWidth(character)) {
				wrong.push(character);
			}
		}

		assert.deepEqual(wrong, []);
	});

	test('is where the cursor of a terminal stands afterwards', async () => {
		const terminal = new xterm.Terminal({allowProposedApi: true, cols: 200, rows: 1});
		terminal.loadAddon(new Unicode11Addon());
		terminal.unicode.activeVersion = '11';
		const texts = [
			'Ana Pérez',
			'株式会社サンプル',
			'한국어',
			'हिन्दी क्षेत्र',
			'مرحبا',
			'ｶﾞ',
			'👨‍👩‍👧 🇪🇸 1️⃣ ❤️ 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
			'a\u{300}\u{301}\u{316}\u{317}\u{318}',
			'\u{1B}[2J\t\n\u{9B}A\u{202E}',
			'≥ ≈ ▁▂▃ ⏎ ⇄',
		];
		const cursors: number[] = [];
		for (const raw of texts) {
			await new Promise<void>(resolve => { // eslint-disable-line no-await-in-loop
				terminal.write(`\r${cleanText(raw)}`, resolve);
			});
			cursors.push(terminal.buffer.active.cursorX);
		}

		terminal.dispose();
		assert.deepEqual(cursors, texts.map(raw => widthOf(cleanText(raw))));
	});

	test('of two texts side by side is the sum of both', () => {
		fc.assert(fc.property(cleanTexts, cleanTexts, (a, b) => {
			assert.equal(widthOf(a + b), widthOf(a) + widthOf(b));
		}));
	});
});

describe('cutting', () => {
	test('leaves what fits', () => {
		assert.equal(cutTo('Opportunity', 11), 'Opportunity');
		assert.equal(cutTo('東京', 4), '東京');
	});

	test('puts an ellipsis where something was cut off', () => {
		assert.equal(cutTo('Opportunity', 5), 'Oppo…');
		assert.equal(cutTo('Opportunity', 5, {ellipsis: '~'}), 'Oppo~');
		assert.equal(cutTo('Opportunity', 5, {ellipsis: ''}), 'Oppor');
		assert.equal(cutTo('L-10291', 4, {from: 'start'}), '…291');
	});

	test('never splits a wide character: the text is rather one cell shorter', () => {
		assert.equal(cutTo('東京都', 4), '東…');
		assert.equal(cutTo('東京都', 4, {from: 'start'}), '…都');
		assert.equal(cutTo('😀😀', 3, {ellipsis: ''}), '😀');
	});

	test('keeps a mark with its letter', () => {
		assert.equal(cutTo('q\u{316}qq', 2, {ellipsis: ''}), 'q\u{316}q');
		assert.equal(cutTo('qq\u{316}q', 2, {ellipsis: '', from: 'start'}), 'q\u{316}q');
		assert.equal(cutTo('qq\u{316}q', 1, {ellipsis: '', from: 'start'}), 'q');
	});

	test('cuts the ellipsis itself where there is no room for it', () => {
		assert.deepEqual([2, 1, 0, -1].map(width => cutTo('Lead', width, {ellipsis: '...'})), ['..', '.', '', '']);
		assert.equal(cutTo('Lead', 1), '…');
	});

	test('is never wider than asked, whatever the text, from either end', () => {
		fc.assert(fc.property(cleanTexts, widths, fc.constantFrom('end' as const, 'start' as const), (text, width, from) => {
			const cut = cutTo(text, width, {from});
			assert.ok(widthOf(cut) <= width);
			// A wide character at the edge may leave one cell free, never more.
			assert.ok(widthOf(cut) >= Math.min(width - 1, widthOf(text)));
			assert.ok(cut.isWellFormed());
		}));
	});
});

describe('padding', () => {
	test('fills up with blanks after or before the text', () => {
		assert.equal(padEndTo('Lead', 6), 'Lead  ');
		assert.equal(padStartTo('96', 4), '  96');
		assert.equal(padEndTo('東京都', 4), '東… ');
	});

	test('is exactly as wide as asked, whatever the text', () => {
		fc.assert(fc.property(cleanTexts, widths, (text, width) => {
			assert.equal(widthOf(padEndTo(text, width)), width);
			assert.equal(widthOf(padStartTo(text, width)), width);
		}));
	});
});
