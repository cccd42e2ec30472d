/** Programs that are not the project's, and that a machine may lack. */
import {spawn} from 'node:child_process';

/** Writes its output to the open file `output`. Resolves with false where this machine has no such program; rejects where it fails. */
export async function runTool(name: string, args: readonly string[], output: number): Promise<boolean> {
	const {promise, resolve, reject} = Promise.withResolvers<boolean>();
	const child = spawn(name, args, {stdio: ['ignore', output, 'inherit']});
	child.once('error', error => {
		if ('code' in error && error.code === 'ENOENT') {
			resolve(false);
		} else {
			reject(error);
		}
	});
	child.once('exit', code => {
		if (code === 0) {
			resolve(true);
		} else {
			reject(new Error(`${name} ended with ${String(code)}.`));
		}
	});
	return promise;
}
