import {setTimeout as pause} from 'node:timers/promises';

/**
Ctrl-Z: stops the whole process group, as the terminal would, and resolves when the shell continues it. Where there is no shell to do that (a program
that is its terminal's only one), the system ignores the signal, and this resolves at once.
*/
export async function stopProcess(): Promise<void> {
	process.kill(0, 'SIGTSTP');
	// No time passes for a process that is stopped: this ends after it was continued.
	await pause(50);
}
