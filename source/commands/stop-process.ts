import {readFileSync} from 'node:fs';
import {setImmediate as turn, setTimeout as pause} from 'node:timers/promises';

/** ms between two looks at whether this is the foreground. */
const look = 50;

/** ms that are left to a signal that came while the process was stopped. On a busy machine the thread that hears it may have its turn late. */
const patience = 1000;

/**
Stops this process (`pid` is its own) or its whole group (0), as the terminal does on Ctrl-Z, and resolves when the shell continues it. Where there is no
shell to do that (a program that is its terminal's only one), the system ignores the signal, and this resolves at once. Nobody may listen to SIGTSTP then.
*/
export async function stopProcess(pid: number): Promise<void> {
	process.kill(pid, 'SIGTSTP');
	// No time passes for a process that is stopped: this ends after it was continued.
	await pause(look);
	await broughtBack();
}

/**
Resolves once this process is in the foreground. A shell that ends a stopped job sends it SIGTERM and continues it in the background, where the system stops
whoever touches the terminal: for good, if that is before the signal was heard. Where nothing comes, this resolves all the same, and the process is stopped again.
*/
export async function broughtBack(): Promise<void> {
	for (let waited = 0; waited < patience && isInBackground(); waited += look) {
		await pause(look); // eslint-disable-line no-await-in-loop -- nobody tells who comes to the foreground
	}

	// SIGCONT is heard before this returns.
	await turn();
}

/** By Linux's proc(5): the group of this process isn't that of its terminal's foreground. False where that can't be told. */
function isInBackground(): boolean {
	try {
		const stat = readFileSync('/proc/self/stat', 'utf8');
		// The name of the program, in brackets, may hold anything.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
		const [group, foreground] = [fields[2], fields[5]];
		return foreground !== undefined && foreground > 0 && foreground !== group;
	} catch {
		return false;
	}
}
