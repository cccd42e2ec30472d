/** Ctrl-Z and its kin: the terminal is handed to the shell while the process is stopped, and drawn anew when it goes on. */
import type {Running} from '../dashboard/run.tsx';
import {broughtBack, stopProcess} from './stop-process.ts';

/** This process's own group: all that a shell started with one line. */
const group = 0;

export type JobControl = Disposable & {
	/** What Ctrl-Z does in the end: stops the group, and resolves when it goes on. */
	stop(): Promise<void>;
	/** From now on SIGTSTP hands the terminal over before it stops the process, and SIGCONT draws everything anew. */
	listen(running: Running): void;
};

export function jobControl(): JobControl {
	let running: Running | undefined;

	/** By the system's own rules: whoever listens to SIGTSTP isn't stopped by it. */
	const stop = async (pid: number) => {
		process.off('SIGTSTP', stopped);
		try {
			await stopProcess(pid);
		} finally {
			process.on('SIGTSTP', stopped);
		}
	};

	const stopped = () => {
		void running?.suspend(async () => stop(process.pid));
	};

	// After SIGSTOP, which nobody hears, the shell may have written on the screen and changed the terminal. After the others this does nothing.
	const continued = () => {
		void running?.suspend(broughtBack);
	};

	return {
		stop: async () => stop(group),
		listen(dashboard) {
			running = dashboard;
			process.on('SIGTSTP', stopped);
			process.on('SIGCONT', continued);
		},
		[Symbol.dispose]() {
			running = undefined;
			process.off('SIGTSTP', stopped);
			process.off('SIGCONT', continued);
		},
	};
}

/**
Calls `listener` whenever the terminal's size has changed, maybe to what it was before Node looked: then `stdout` says nothing, but the terminal may have lost
what it showed. Returns what ends that.
*/
export function onSizeSignal(listener: () => void): () => void {
	process.on('SIGWINCH', listener);
	return () => {
		process.off('SIGWINCH', listener);
	};
}

/** Node notices a new size at SIGWINCH, which goes to the foreground alone: after a stop nobody has told it. */
export function refreshSize(): void {
	process.emit('SIGWINCH', 'SIGWINCH');
}
