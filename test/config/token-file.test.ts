import assert from 'node:assert/strict';
import {chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {readTokenFile} from '../../source/config/token-file.ts';
import {complaintOf} from '../helpers/complaint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'token-file-'));
after(() => {
	rmSync(folder, {recursive: true});
});

function write(text: string, mode = 0o600): string {
	const file = path.join(folder, 'token');
	rmSync(file, {force: true});
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
}

const read = async (file: string) => readTokenFile(file, '--token-file');
const complaint = async (file: string) => complaintOf(async () => read(file));

describe('a token file', () => {
	it('holds the token on its only line', async () => {
		assert.equal(await read(write('hunter2')), 'hunter2');
		assert.equal(await read(write('hunter2\n')), 'hunter2');
		assert.equal(await read(write('hunter2\r\n', 0o400)), 'hunter2');
		symlinkSync(write('linked'), path.join(folder, 'link'));
		assert.equal(await read(path.join(folder, 'link')), 'linked');
	});

	for (const mode of [0o640, 0o604, 0o620, 0o602, 0o644, 0o610]) {
		it(`is refused with the mode ${mode.toString(8)}`, async () => {
			const file = write('hunter2', mode);
			assert.equal(await complaint(file), `--token-file: ${file} is open to others, and a token must not be; run: chmod 600 ${file}`);
		});
	}

	// Nobody else can give a file away.
	if (process.getuid?.() === 0) {
		// eslint-disable-next-line node-test/no-conditional-tests -- see above
		it('is refused where it belongs to another user', async () => {
			const file = write('hunter2');
			chownSync(file, 12_345, 12_345);
			assert.match(await complaint(file), /belongs to another user/v);
		});

		// eslint-disable-next-line node-test/no-conditional-tests -- see above
		it('may be root\'s and readable by the user\'s group, as systemd hands credentials over; by nobody else', async () => {
			const [user, group] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
			chmodSync(folder, 0o755);
			const asNobody = async (mode: number) => {
				const file = write('hunter2', mode);
				chownSync(file, 0, 12_345);
				process.setegid?.(12_345);
				process.seteuid?.(12_345);
				try {
					return await complaint(file);
				} finally {
					process.seteuid?.(user);
					process.setegid?.(group);
				}
			};

			assert.equal(await asNobody(0o440), 'none');
			assert.equal(await asNobody(0o640), 'none');
			assert.match(await asNobody(0o644), /is open to others/v);
			assert.match(await asNobody(0o660), /is open to others/v);
		});
	}

	const wrong: ReadonlyArray<readonly [text: string, line: RegExp]> = [
		['', /^--token-file gives an empty token/v],
		['\n', /^--token-file gives an empty token/v],
		['hunter2\nhunter3', /has more than one line; leave the token alone in it\.$/v],
		['hunter2\n\n', /has more than one line/v],
		['hunter 2', /^--token-file holds a space/v],
		['hünter2', /^--token-file holds a space, a line break or a character that no HTTP header can carry/v],
		['hunter2\u{0}', /^--token-file holds a space/v],
		['h'.repeat(9000), /it is too large\.$/v],
	];
	for (const [text, line] of wrong) {
		it(`is refused with ${JSON.stringify(text.slice(0, 20))} in it`, async () => {
			const said = await complaint(write(text));
			assert.match(said, line);
			assert.doesNotMatch(said, /h[uü]nter/v);
		});
	}

	it('has to be a file, and is not named where there is none: the token itself may stand in its place', async () => {
		mkdirSync(path.join(folder, 'folder'));
		assert.match(await complaint(path.join(folder, 'folder')), /the token can't be read from .*: it is not a regular file\.$/v);
		assert.equal(await complaint(path.join(folder, 'hunter2')), '--token-file names no file that there is; give the path of a file that holds the token.');
	});
});
