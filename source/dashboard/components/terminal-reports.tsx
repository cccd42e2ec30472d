/** What the terminal is asked to tell beside keys: where a paste begins and ends, and whether its window is looked at. */
import {useStdout} from 'ink';
import {useEffect, type ReactNode} from 'react';

export type Reports = {readonly on: string; readonly off: string};

/** The control sequences for it. */
export function reportsOf({hasFocus}: {readonly hasFocus: boolean}): Reports {
	return hasFocus
		? {on: '\u{1B}[?2004h\u{1B}[?1004h', off: '\u{1B}[?1004l\u{1B}[?2004l'}
		: {on: '\u{1B}[?2004h', off: '\u{1B}[?2004l'};
}

/** React takes it back before Ink leaves the alternate screen, also when a view has crashed. */
export function TerminalReports({reports: {on, off}}: {readonly reports: Reports}): ReactNode {
	const {stdout} = useStdout();
	useEffect(() => {
		stdout.write(on);
		return () => {
			stdout.write(off);
		};
	}, [stdout, on, off]);
	return undefined;
}
