import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {cleanText} from '../../source/domain/clean.ts';

/** Any code units: half a surrogate pair, controls, and all of Unicode. */
const anyText = fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: 'grapheme'}), fc.array(fc.nat(0xFF_FF)).map(units => String.fromCodePoint(...units)));

describe('what is left alone', () => {
	const clean = ['', 'Ana Pérez', 'L-10291 / "x" ~', 'Ñandú Łódź', '株式会社サンプル', 'Ελένη', '한국', 'مرحبا', 'หนังสือ', 'हिन्दी', '≥ 1,204 · ▁▂▃', '👍 😀', '\u{A0}'];
	for (const text of clean) {
		test(JSON.stringify(text), () => {
			assert.equal(cleanText(text), text);
		});
	}
});

describe('what is drawn as something else', () => {
	const cases: ReadonlyArray<[what: string, raw: string, clean: string]> = [
		['an escape sequence', '\u{1B}[31mred', '␛[31mred'],
		['an OSC 52 that would set the clipboard', '\u{1B}]52;c;eA==\u{7}', '␛]52;c;eA==␇'],
		['tab, line feed and carriage return', 'a\tb\nc\rd', 'a␉b␊c␍d'],
		['NUL and DEL', '\0\u{7F}', '␀␡'],
		['a C1 control', 'a\u{9B}31m', 'a�31m'],
		['line ends beyond ASCII', 'a\u{85}b\u{2028}c\u{2029}d', 'a␤b␤c␤d'],
		['lone surrogates', 'a\u{D800}b\u{DC00}', 'a�b�'],
		['private use and unassigned code points', '\u{E0B0}\u{F8FF}\u{10FFFF}\u{378}', '����'],
		['a flag', '🇪🇸', 'ES'],
		['a skin tone with nothing to colour', 'a🏽', 'a�'],
		['an accent on its own, as one letter', 'Pe\u{301}rez', 'Pérez'],
		['Hangul in pieces, as syllables', '\u{1112}\u{1161}\u{11AB}', '한'],
		['a vowel of Hangul in no syllable', '\u{1161}', '�'],
		['a mark with no letter', '\u{301}a', '◌\u{301}a'],
	];
	for (const [what, raw, clean] of cases) {
		test(what, () => {
			assert.equal(cleanText(raw), clean);
		});
	}
});

describe('what is not drawn', () => {
	const cases: ReadonlyArray<[what: string, raw: string, clean: string]> = [
		['bidi controls', '\u{61C}a\u{200E}\u{200F}\u{202A}b\u{202E}c\u{2066}\u{2069}', 'abc'],
		['zero-width blanks and joiners', 'a\u{200B}b\u{200C}c\u{200D}d\u{2060}e\u{FEFF}f\u{AD}g', 'abcdefg'],
		['tags', 'a\u{E0041}\u{E007F}b', 'ab'],
		['variation selectors', '❤\u{FE0F}\u{E0100}', '❤'],
		['the frame of a keycap', '1\u{FE0F}\u{20E3}', '1'],
		['the joiners of a family', '👨\u{200D}👩\u{200D}👧', '👨👩👧'],
		['the skin tone of an emoji, also behind a variation selector', '👍🏽❤\u{FE0F}🏿', '👍❤'],
		['fillers of Hangul', 'a\u{115F}\u{3164}\u{FFA0}b', 'ab'],
		['more than four marks on one letter', `q${'\u{300}\u{301}\u{316}\u{317}'.repeat(3)}s`, 'q\u{316}\u{317}\u{316}\u{317}s'],
	];
	for (const [what, raw, clean] of cases) {
		test(what, () => {
			assert.equal(cleanText(raw), clean);
		});
	}
});

describe('of any text', () => {
	test('no control, no direction, nothing invisible and no half character is left', () => {
		fc.assert(fc.property(anyText, raw => {
			assert.doesNotMatch(cleanText(raw), /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Private_Use}\p{Surrogate}\p{Unassigned}\u{2028}\u{2029}]/v);
		}));
	});

	test('what is clean stays as it is', () => {
		fc.assert(fc.property(anyText, raw => {
			assert.equal(cleanText(cleanText(raw)), cleanText(raw));
		}));
	});
});
