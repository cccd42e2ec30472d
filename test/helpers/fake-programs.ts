import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

/**
A folder to be the whole of PATH, with programs that are shell scripts. In a script `$HERE` is the folder; `keep` writes down what it reads on stdin, and
`note` its arguments, one a line.
*/
export async function fakePrograms(scripts: Readonly<Record<string, string>>) {
	const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-programs-'));
	await Promise.all(Object.entries(scripts).map(async ([name, script]) => {
		const file = path.join(folder, name);
		await writeFile(file, String.raw`#!/bin/sh
HERE='${folder}'
keep() { /bin/cat > "$HERE/${name}.stdin"; }
note() { printf '%s\n' "$@" > "$HERE/${name}.args"; }
${script}
`);
		await chmod(file, 0o755);
	}));

	const read = async (file: string) => readFile(path.join(folder, file)).catch(() => undefined);
	return {
		folder,
		/** What the program was given on stdin; undefined where it wasn't run. */
		input: async (name: string) => read(`${name}.stdin`),
		/** Its arguments. */
		async args(name: string) {
			const text = await read(`${name}.args`);
			return text?.toString().split('\n').slice(0, -1);
		},
		async [Symbol.asyncDispose]() {
			await rm(folder, {recursive: true, force: true});
		},
	};
}
