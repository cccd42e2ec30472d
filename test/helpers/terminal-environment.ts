import {join} from 'node:path';
import process from 'node:process';

/** Environment variables; undefined takes one away. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** None of the tester's own settings (CI, NO_COLOR, NODE_OPTIONS, …) and none of the tester's own files. */
export function environmentFor(home: string, extra: Variables = {}): Record<string, string> {
	const environment = {
		PATH: process.env.PATH,
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		LANG: 'C.UTF-8',
		HOME: home,
		XDG_CONFIG_HOME: join(home, '.config'),
		XDG_CACHE_HOME: join(home, '.cache'),
		XDG_DATA_HOME: join(home, '.local', 'share'),
		XDG_STATE_HOME: join(home, '.local', 'state'),
		XDG_RUNTIME_DIR: join(home, '.run'),
		...extra,
	};
	return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
