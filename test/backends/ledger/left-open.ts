/** A ledger whose process was killed. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';

/** Leaves a ledger as a kill does, with 200 changes, of which 100 are in error, in the log or in the file. */
export async function leaveOpen(file: string): Promise<void> {
	const child = spawn(process.execPath, ['--import=tsx', fileURLToPath(new URL('left-open-child.ts', import.meta.url)), file], {stdio: ['ignore', 'ignore', 'inherit']});
	const [code, signal] = await once(child, 'exit') as [number | null, string | null];
	if (signal !== 'SIGKILL') {
		throw new Error(`It ended with ${String(code)} instead of being killed.`);
	}
}
