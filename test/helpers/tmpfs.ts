/** A disk that can be full, or for reading alone, when a test asks for it. */
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

export type Tmpfs = Disposable & {
	/** Other options, such as `ro` or `size=2m`, from now on. */
	remount(options: string): void;
};

/** A tmpfs on a new folder until it is disposed of. */
export function mountOn(folder: string, options: string): Tmpfs {
	mkdirSync(folder);
	mount(options, folder);
	return {
		remount(others) {
			mount(`remount,${others}`, folder);
		},
		[Symbol.dispose]() {
			spawnSync('umount', ['--lazy', folder]);
		},
	};
}

/** Why nothing can be mounted here, in words for a skipped test; false where it can. */
export function cannotMount(): string | false {
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-mount-'));
	const {status} = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
	if (status === 0) {
		spawnSync('umount', [folder]);
	}

	rmdirSync(folder);
	return status === 0 ? false : 'mounting a disk takes rights that this user lacks';
}

function mount(options: string, folder: string): void {
	const {status, stderr} = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(stderr);
	}
}
