import {setImmediate as turn, setTimeout as pause} from 'node:timers/promises';

/** ms after a stop until everything that was sent meanwhile has arrived. */
const settling = 30;

/**
Stops this process (`pid` is its own) or its whole group (0), as the terminal does on Ctrl-Z, and resolves when the shell continues it. Where there is no
shell to do that (a program that is its terminal's only one), the system ignores the signal, and this resolves at once. Nobody may listen to SIGTSTP then.
*/
export async function stopProcess(pid: number): Promise<void> {
	process.kill(pid, 'SIGTSTP');
	// No time passes for a process that is stopped: this ends after it was continued.
	await pause(50);
	// A shell that ends a stopped job sends SIGTERM and continues it, and another thread may be the one that hears it: it is to be known before the terminal is
	// touched, as the system stops whoever does that in the background, for good.
	await pause(settling);
	// SIGCONT is heard before this returns.
	await turn();
}
