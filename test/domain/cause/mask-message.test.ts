import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {literalsOf, maskMessage} from '../../../source/domain/cause/mask-message.ts';

/** Messages made of what could go wrong. */
const anyMessage = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({unit: 'binary', minLength: 1900, maxLength: 2100}),
	fc.array(fc.constantFrom(
		'a', 'key ', '12', '"', '\'', '’', '“', '”', '`', '…', ' ', 'x@y.z', '@', '2026-11-22', '-', '.', ':', '/', '!', '{', 'é1', '李', '👩', '\u{D83D}', '\n', '0x8004', 'http://',
	), {maxLength: 200}).map(parts => parts.join('')),
);

describe('the pattern of a message', () => {
	const patterns: ReadonlyArray<[message: string, pattern: string]> = [
		['Cannot insert duplicate key, record L-10291', 'Cannot insert duplicate key, record …'],
		['Duplicate of 3F2504E0-4F89-11D3-9A0C-0305E82C3301 found', 'Duplicate of … found'],
		['The e-mail ana.perez+crm@example.org is taken.', 'The e-mail … is taken.'],
		['Field "First Name" is too long: 300 of 255 characters', 'Field … is too long: … of … characters'],
		['Value ‘x’ of «y» isn’t one of “a” or `b`', 'Value … of … isn’t one of … or …'],
		['It can\'t be done: the user\'s role is missing', 'It can\'t be done: the user\'s role is missing'],
		['The users\' and the teams\' roles', 'The users\' and the teams\' roles'],
		['Rock \'n roll isn\'t here', 'Rock \'n roll isn\'t here'],
		['No \'Lead\' for user\'s \'x\'', 'No … for user\'s …'],
		['Timeout at 2026-11-22T13:07:21.5+01:00 after 30,5 s on https://crm.example.com/a?b=c', 'Timeout at … after … s on …'],
		['Due 11/22/2026, then 22.11.2026 at 13:07:21 from 10.0.0.1:8080', 'Due …, then … at … from …'],
		['Id 003Ab00000XyZ, 17 18 19', 'Id …, …'],
		['Status:404 in a1b2c3d4e5f6', 'Status:… in …'],
		['Platform error 0x80040333 on line 7', 'Platform error … on line …'],
		['Номер 12 – 客户 A7 重复', 'Номер … – 客户 … 重复'],
		['half \u{D83D} a character', 'half … a character'],
	];
	for (const [message, pattern] of patterns) {
		it(`is “${pattern}”`, () => {
			assert.equal(maskMessage(message), pattern);
		});
	}

	it('is an error code, where that is all there is', () => {
		assert.equal(maskMessage(' 0x80040333 '), '0x80040333');
		assert.equal(maskMessage('1007'), '…');
	});

	it('is empty where there is no message', () => {
		assert.deepEqual([maskMessage(null), maskMessage(undefined), maskMessage('  ')], ['', '', '']);
	});

	it('is cut to 200 characters, with a mask for the rest, and never within one', () => {
		const pattern = maskMessage('word '.repeat(100));
		assert.equal(pattern.length, 200);
		assert.ok(pattern.endsWith('word…'));
		assert.ok(maskMessage('x' + '👩'.repeat(1500)).endsWith('👩…'));
		assert.ok(maskMessage('👩'.repeat(1500)).isWellFormed());
	});

	it('is its own pattern, even where it was cut behind what looks like a quotation then', () => {
		fc.assert(fc.property(anyMessage, text => {
			const pattern = maskMessage(text);
			assert.equal(maskMessage(pattern), pattern);
			assert.ok(pattern.length <= 200 && pattern.isWellFormed());
		}), {numRuns: 2000});
		for (let length = 185; length < 205; length++) {
			const pattern = maskMessage(`${'ab '.repeat(length).slice(0, length)}'cd'e ${'f '.repeat(100)}`);
			assert.equal(maskMessage(pattern), pattern);
		}
	});

	it('is found in a moment, whatever the message', () => {
		const hostile = [
			'"', '\'', 'a@', 'a'.repeat(50) + '@', '1-', '{a', '… ', '0000-', 'https://', '1:1', '1.', '“', '\'a\'b', 'aaaa', '\u{D83D}',
		].map(piece => piece.repeat(1_000_000 / piece.length));
		const start = performance.now();
		for (const text of [...hostile, '“'.repeat(1000) + '”'.repeat(1000)]) {
			maskMessage(text);
		}

		assert.ok(performance.now() - start < 1000);
	});
});

describe('what a pattern is searched by', () => {
	it('is its longest pieces, three at most, each once', () => {
		assert.deepEqual(literalsOf('No key … of the object … is there … is there … or anywhere'), ['of the object', 'or anywhere', 'is there']);
	});

	it('is nothing that would be found in anything, spoil the line, or be taken for a negation', () => {
		assert.deepEqual(literalsOf('… of … 👩x … !! not … one\ntwo three'), ['two three', 'not', 'one']);
		assert.deepEqual(literalsOf('…'), []);
	});

	it('stands in the message word for word', () => {
		fc.assert(fc.property(anyMessage, text => {
			for (const literal of literalsOf(maskMessage(text))) {
				assert.ok(text.includes(literal), JSON.stringify([text, literal]));
				assert.ok(!literal.startsWith('!') && literal === literal.trim());
			}
		}), {numRuns: 2000});
	});
});
