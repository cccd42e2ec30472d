import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {runTokenCommand} from '../../source/config/token-command.ts';
import {complaintOf} from '../helpers/complaint.ts';
import {fakePrograms} from '../helpers/fake-programs.ts';

type Programs = Awaited<ReturnType<typeof fakePrograms>>;

describe('a program that prints the token', () => {
	let programs: Programs;
	before(async () => {
		programs = await fakePrograms({
			plain: String.raw`note "$@"; printf 'hunter2\r\nsecond line\n'`,
			silent: 'exit 0',
			failing: String.raw`echo hunter2; printf 'first\n\033[31mno such \033]0;x\007entry %s\n' "$(printf '%0300d' 0)" >&2; exit 3`,
			leaking: 'echo hunter2; echo "the token hunter2 has expired" >&2; exit 1',
			slow: 'echo $$ > "$HERE/slow.pid"; /bin/sleep 300 & echo $! > "$HERE/child.pid"; wait',
			killed: 'kill -TERM $$',
			endless: 'while :; do echo -n aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done',
			background: '/bin/sleep 300 & echo $! > "$HERE/background.pid"; echo hunter2',
			asking: 'if read answer; then echo "read $answer"; elif (exec < /dev/tty) 2> /dev/null; then echo terminal; else echo alone; fi',
			curious: 'echo "[$SYNC_TUI_TOKEN]"',
		});
	});
	after(async () => {
		await programs[Symbol.asyncDispose]();
	});
	const run = async (words: readonly [string, ...string[]], options: Partial<Parameters<typeof runTokenCommand>[2]> = {}) =>
		runTokenCommand([path.join(programs.folder, words[0]), ...words.slice(1)], 'tokenCommand in /c.toml', {env: {PATH: programs.folder}, ...options});
	const complaint = async (...given: Parameters<typeof run>) => complaintOf(async () => run(...given));
	const pidOf = async (name: string) => Number(await readFile(path.join(programs.folder, `${name}.pid`), 'utf8'));

	it('gives its first line, and gets its arguments as they are', async () => {
		assert.equal(await run(['plain', '$(id)', 'two words', '*']), 'hunter2');
		assert.deepEqual(await programs.args('plain'), ['$(id)', 'two words', '*']);
		assert.equal(await runTokenCommand(['plain'], 'x', {env: {PATH: programs.folder}}), 'hunter2');
	});

	it('gets no token, nothing to read and no terminal', async () => {
		assert.equal(await run(['curious'], {env: {PATH: programs.folder, SYNC_TUI_TOKEN: 'hunter2'}}), '[]');
		assert.equal(await run(['asking']), 'alone');
	});

	it('says how it failed, and one clean line of why', async () => {
		const line = await complaint(['failing']);
		assert.match(line, /^tokenCommand in \/c\.toml: failing failed \(exit code 3\): \u{FFFD}\[31mno such \u{FFFD}\]0;x\u{FFFD}entry 0+\.$/v);
		assert.ok(line.length < 250);
		assert.equal(await complaint(['leaking']), 'tokenCommand in /c.toml: leaking failed (exit code 1).');
		assert.equal(await complaint(['killed']), 'tokenCommand in /c.toml: killed failed (killed by SIGTERM).');
		assert.match(await complaint(['silent']), /^tokenCommand in \/c\.toml gives an empty token/v);
		assert.match(await complaint(['missing']), /: missing can't be run \(ENOENT\); give a program/v);
		assert.match(await complaint(['endless']), /: endless printed more than a token can be/v);
	});

	it('is killed with all that it started when its time is over, or when nobody waits any more', async () => {
		assert.match(await complaint(['slow'], {timeout: 500}), /: slow gave no token within 0\.5 seconds; it has no terminal to ask on/v);
		await ended(await pidOf('slow'));
		await ended(await pidOf('child'));
		assert.equal(await complaint(['slow'], {signal: AbortSignal.abort()}), 'tokenCommand in /c.toml: slow was called off.');
	});

	it('may leave an agent behind, which is neither waited for nor killed', async () => {
		assert.equal(await run(['background']), 'hunter2');
		const agent = await pidOf('background');
		assert.equal(await isOver(agent), false);
		process.kill(agent, 'SIGKILL');
	});
});

/** Resolves when there is no such process any more; else the test runs out of time. */
async function ended(pid: number): Promise<void> {
	while (!await isOver(pid)) { // eslint-disable-line no-await-in-loop -- until it is
		await turn(); // eslint-disable-line no-await-in-loop -- the same
	}
}

/** What was killed and nobody has asked about yet stands in the table of processes as a zombie. */
async function isOver(pid: number): Promise<boolean> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
	return stat === undefined || /\) [XZ] /v.test(stat);
}
