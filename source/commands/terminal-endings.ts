/** Everything that ends the dashboard from outside: signals, a terminal that is gone, a crash. */
import {constants} from 'node:os';

export type Ending = {
	/** 128 and the signal's number, as shells count; 1 for a crash. */
	readonly exitCode: number;
	readonly signal?: NodeJS.Signals;
	/** What was thrown, where that is why. */
	readonly crash?: {readonly error: unknown};
};

/**
Signals whose default is to end a process. Node would open its debugger, to everyone on this machine, at SIGUSR1; it ignores SIGPIPE, and a write fails then.
What is left can't be caught (SIGKILL, those of real time), or says that the process itself is broken (SIGSEGV, SIGBUS, SIGFPE, SIGILL).
*/
const signals = [
	'SIGINT',
	'SIGTERM',
	'SIGHUP',
	'SIGQUIT',
	'SIGABRT',
	'SIGALRM',
	'SIGVTALRM',
	'SIGXCPU',
	'SIGXFSZ',
	'SIGUSR1',
	'SIGUSR2',
	'SIGTRAP',
	'SIGSYS',
	'SIGIO',
	'SIGPWR',
	'SIGSTKFLT',
	'SIGPROF',
] as const satisfies readonly NodeJS.Signals[];

/** Some systems lack some, and SIGPROF is the profiler's where there is one. */
function listenable(): NodeJS.Signals[] {
	const isProfiled = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some(option => option.includes('-prof'));
	return signals.filter(signal => constants.signals[signal] !== undefined && !(isProfiled && signal === 'SIGPROF'));
}

export type Surroundings = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>;

/** Calls `end` with the first of them, once. Until it is disposed of, no signal and no error ends the process by itself. */
export function awaitEndings({stdin, stdout, stderr}: Surroundings, end: (ending: Ending) => void): Disposable {
	const known = listenable();
	let hasEnded = false;
	const endOnce = (ending: Ending) => {
		if (hasEnded) {
			return;
		}

		hasEnded = true;
		end(ending);
	};

	// The terminal was closed: nothing can be drawn any more, and nobody is left to tell.
	const closed = () => {
		endOnce({exitCode: codeOf('SIGHUP')});
	};

	const crashed = (error: unknown) => {
		endOnce({exitCode: 1, crash: {error}});
	};

	const signalled = (signal: NodeJS.Signals) => {
		endOnce({exitCode: codeOf(signal), signal});
	};

	stdin.on('end', closed);
	for (const stream of [stdin, stdout, stderr]) {
		// These stay: what is written to a terminal that is gone fails later, too.
		stream.on('error', closed);
	}

	for (const signal of known) {
		process.on(signal, signalled);
	}

	process.on('uncaughtException', crashed);
	process.on('unhandledRejection', crashed);
	return {
		[Symbol.dispose]() {
			stdin.off('end', closed);
			for (const signal of known) {
				process.off(signal, signalled);
			}

			process.off('uncaughtException', crashed);
			process.off('unhandledRejection', crashed);
		},
	};
}

/**
Ends this process by the signal, once nobody listens to it. For a process in the background: an exit would have Node change the settings of the terminal, which
are the shell's there, and the system stop it for that.
*/
export function endBySignal(signal: NodeJS.Signals): void {
	process.kill(process.pid, signal);
}

/** Ends the process by force after so many ms; where it ends by itself before, this doesn't keep it. */
export function endWithin(ms: number, exitCode: () => number): void {
	setTimeout(() => {
		process.exit(exitCode()); // eslint-disable-line unicorn/no-process-exit -- what is still awaited may never come
	}, ms).unref();
}

function codeOf(signal: NodeJS.Signals): number {
	return 128 + constants.signals[signal];
}
