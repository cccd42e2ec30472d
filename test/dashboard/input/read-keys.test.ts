import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {PassThrough} from 'node:stream';
import {describe, it} from 'node:test';
import {readKeys} from '../../../source/dashboard/input/read-keys.ts';

/** What a terminal's input is to its reader, with its modes written down. */
class Input extends PassThrough {
	readonly modes: string[] = [];
	readonly isTTY = true;

	setRawMode(isRaw: boolean): this {
		this.modes.push(isRaw ? 'raw' : 'cooked');
		return this;
	}

	ref(): void {
		this.modes.push('held');
	}

	unref(): void {
		this.modes.push('let go');
	}
}

function reading() {
	const input = new Input();
	const keys: string[] = [];
	let wanted = {count: 0, resolve: () => undefined as void};
	const reader = readKeys(input as unknown as NodeJS.ReadStream, event => {
		keys.push(event.kind === 'key' ? event.name : event.kind);
		if (keys.length >= wanted.count) {
			wanted.resolve();
		}
	});
	return {
		input,
		reader,
		/** The first so many keys. */
		async read(count: number): Promise<string[]> {
			if (keys.length < count) {
				const {promise, resolve} = Promise.withResolvers<void>();
				wanted = {count, resolve};
				await promise;
			}

			return keys;
		},
	};
}

describe('reading keys', () => {
	it('puts bytes of one character together', async () => {
		const {input, reader, read} = reading();
		reader.start();
		for (const byte of Buffer.from('é李👩j')) {
			input.write(Buffer.of(byte));
		}

		assert.deepEqual(await read(4), ['é', '李', '👩', 'j']);
		reader.stop();
	});

	it('takes an escape for the key when nothing has followed', async () => {
		const {input, reader, read} = reading();
		reader.start();
		input.write('\u{1B}');
		assert.deepEqual(await read(1), ['escape']);
		input.write('j');
		assert.deepEqual(await read(2), ['escape', 'j']);
		reader.stop();
	});

	it('leaves the terminal by lines, and what was begun to be sent behind', async () => {
		const {input, reader, read} = reading();
		reader.start();
		input.write('a\u{1B}[');
		await read(1);
		reader.stop();
		assert.deepEqual(input.modes, ['raw', 'held', 'cooked', 'let go']);
		reader.start();
		input.write('Ab');
		assert.deepEqual(await read(3), ['a', 'A', 'b']);
		reader.stop();
	});
});
