import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {copyText} from '../../../source/client/clipboard/copy-text.ts';
import {fakePrograms} from '../../helpers/fake-programs.ts';

type Setting = {
	readonly scripts?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly platform?: string;
	readonly text?: string;
	readonly signal?: AbortSignal;
};

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** Copies with the programs alone that the test has, and tells what they got. */
async function copy({scripts = {}, env = {}, platform = 'linux', text = 'Ольга\u{1B}[2J\n', signal}: Setting) {
	await using programs = await fakePrograms(scripts);
	const written: string[] = [];
	const result = await copyText(text, {
		env: {PATH: programs.folder, ...env}, platform, ...(signal && {signal}),
		write(sequence) {
			written.push(sequence);
		},
	});
	const [name = ''] = Object.keys(scripts);
	return {
		result, written, input: await programs.input(name), args: await programs.args(name),
	};
}

describe('copying on the machine that the person sits at', () => {
	it('hands the text to the desktop’s program on stdin, as it came', async () => {
		const {result, written, input, args} = await copy({scripts: {'wl-copy': 'note "$@"; keep'}, env: {WAYLAND_DISPLAY: 'wayland-0'}});
		assert.deepEqual(result, {via: 'wl-copy', bytes: 15});
		assert.equal(input?.toString(), 'Ольга\u{1B}[2J\n');
		assert.deepEqual(args, ['--type', 'text/plain']);
		assert.deepEqual(written, []);
	});

	for (const {program, env, platform} of [
		{program: 'pbcopy', env: {}, platform: 'darwin'},
		{program: 'xclip', env: {DISPLAY: ':0'}, platform: 'linux'},
		{program: 'xsel', env: {DISPLAY: ':0'}, platform: 'linux'},
		{program: 'termux-clipboard-set', env: {TERMUX_VERSION: '0.118'}, platform: 'android'},
		{program: 'tmux', env: {TMUX: '/tmp/tmux-0/default,1,0'}, platform: 'linux'},
	]) {
		it(`has ${program} do it where it is the one`, async () => {
			const {result, input} = await copy({scripts: {[program]: 'keep'}, env, platform});
			assert.equal('via' in result && result.via, program);
			assert.equal(input?.toString(), 'Ольга\u{1B}[2J\n');
		});
	}

	it('gives Windows, and Linux inside it, UTF-16: of anything else it guesses what it is', async () => {
		const {result, input} = await copy({scripts: {'clip.exe': 'keep'}, env: {WSL_DISTRO_NAME: 'Ubuntu'}, text: 'é1'});
		assert.deepEqual(result, {via: 'clip.exe', bytes: 3});
		assert.deepEqual([...input ?? []], [0xE9, 0, 0x31, 0]);
	});

	it('tells pbcopy that the text is UTF-8', async () => {
		const {input} = await copy({scripts: {pbcopy: 'echo "$LC_CTYPE" | keep'}, env: {LC_CTYPE: 'C'}, platform: 'darwin'});
		assert.equal(input?.toString(), 'UTF-8\n');
	});

	it('goes on to the next program, and to the terminal, when one fails, is missing or never ends', async () => {
		const env = {WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0'};
		const {result, written} = await copy({scripts: {'wl-copy': 'exec /bin/sleep 60', xclip: 'exit 1'}, env, text: 'hello'});
		assert.deepEqual(result, {via: 'terminal', bytes: 5});
		assert.deepEqual(written, ['\u{1B}]52;c;aGVsbG8=\u{7}']);
	});

	it('leaves no program behind that never ends', async () => {
		const {args} = await copy({scripts: {'wl-copy': 'note $$; exec /bin/sleep 60'}, env: {WAYLAND_DISPLAY: 'wayland-0'}});
		assert.match(args?.[0] ?? '', /^\d+$/v);
		while (isAlive(Number(args?.[0]))) {
			await setImmediate(); // eslint-disable-line no-await-in-loop -- the kernel takes its time
		}
	});

	it('takes text of any size that a program takes', async () => {
		const {result, input} = await copy({scripts: {xclip: 'keep'}, env: {DISPLAY: ':0'}, text: 'x'.repeat(2_000_000)});
		assert.deepEqual(result, {via: 'xclip', bytes: 2_000_000});
		assert.equal(input?.length, 2_000_000);
	});

	it('believes a program that ends well without having read everything', async () => {
		const {result} = await copy({scripts: {xclip: 'exit 0'}, env: {DISPLAY: ':0'}, text: 'x'.repeat(2_000_000)});
		assert.deepEqual(result, {via: 'xclip', bytes: 2_000_000});
	});
});

describe('copying from the other end of a line', () => {
	it('leaves that machine’s clipboard alone and goes through the terminal', async () => {
		const env = {DISPLAY: ':0', SSH_CONNECTION: '192.0.2.1 5000 192.0.2.2 22'};
		const {result, written, input} = await copy({scripts: {xclip: 'keep'}, env, text: 'hello'});
		assert.deepEqual(result, {via: 'terminal', bytes: 5});
		assert.equal(input, undefined);
		assert.equal(written.length, 1);
	});

	it('has tmux do it, which runs there too', async () => {
		const env = {TMUX: '/tmp/tmux-0/default,1,0', SSH_TTY: '/dev/pts/0'};
		const {result, input, args} = await copy({scripts: {tmux: 'note "$@"; keep'}, env, text: 'hello'});
		assert.equal('via' in result && result.via, 'tmux');
		assert.deepEqual(args, ['load-buffer', '-w', '-']);
		assert.equal(input?.toString(), 'hello');
	});

	it('wraps the sequence for a tmux that is too old for that', async () => {
		const {written} = await copy({scripts: {tmux: 'exit 1'}, env: {TMUX: '/tmp/tmux-0/default,1,0'}, text: 'hello'});
		assert.deepEqual(written, ['\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGVsbG8=\u{7}\u{1B}\\']);
	});

	it('refuses what the terminal would drop, and writes nothing', async () => {
		const {result, written} = await copy({text: 'x'.repeat(80_000)});
		assert.deepEqual(result, {reason: 'too-large', bytes: 80_000, limit: 74_994});
		assert.deepEqual(written, []);
	});
});

it('does nothing any more once it is called off', async () => {
	const {result, written, input} = await copy({scripts: {xclip: 'keep'}, env: {DISPLAY: ':0'}, signal: AbortSignal.abort()});
	assert.deepEqual(result, {reason: 'cancelled'});
	assert.deepEqual(written, []);
	assert.equal(input, undefined);
});
