/** How much memory a process takes, from /proc: Linux only. In MiB. */
import {readFile, writeFile} from 'node:fs/promises';
import process from 'node:process';

const mebibyte = 1024;

/** Throws where there is no /proc; `bench` is the name to say it of. */
export function needLinux(bench: string): void {
	if (process.platform !== 'linux') {
		throw new Error(`The bench "${bench}" reads /proc, which only Linux has.`);
	}
}

/** The most that it had in memory at once since it began, or since `forgetPeak`. */
export async function peakOf(pid: number): Promise<number> {
	return kibibytesOf(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmHWM') / mebibyte;
}

/** What it has in memory now. */
export async function residentOf(pid: number): Promise<number> {
	return kibibytesOf(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmRSS') / mebibyte;
}

/** What it has in memory now becomes its peak; resolves with how much that is. */
export async function forgetPeak(pid: number): Promise<number> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	return peakOf(pid);
}

function kibibytesOf(status: string, name: string): number {
	return Number(new RegExp(String.raw`^${name}:\s+(\d+) kB`, 'mv').exec(status)?.[1]);
}
