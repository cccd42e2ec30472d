import type {FilterProblem} from '../domain/filter/filter-problem.ts';

/** Every word that a reader of the dashboard sees, in English. */
export const en = {
	na: 'N/A',
	tabs: {status: 'Sync Status', errors: 'Sync Errors'},
	freshness: {
		connecting: 'CONNECTING', live: 'LIVE', stale: 'STALE', offline: 'OFFLINE', paused: 'PAUSED',
	},
	every: (pause: string) => `every ${pause}`,
	since: (clock: string) => `since ${clock}`,
	ago: (age: string) => `${age} ago`,
	nextTry: (pause: string) => `next try in ${pause}`,
	tryingNow: 'trying now',
	noAnswerFor: (age: string) => `no answer for ${age}`,
	/** By how much the clock here is off, judged by the backend's. */
	skew: {behind: (age: string) => `clock ${age} behind`, ahead: (age: string) => `clock ${age} ahead`},
	/** What else on the screen could not be read: `hours as of 14:02: 502 from the backend`. */
	aside: (what: string, clock: string | undefined, cause: string) => `${what}${clock === undefined ? '' : ` as of ${clock}`}: ${cause}`,
	panels: {
		service: 'what the backend can', status: 'backlog', throughput: 'hours', pending: 'queue', errors: 'errors', error: 'details of the error',
		errorTotal: 'number of errors', facets: 'facets', candidates: 'facets', causes: 'causes',
	},
	demo: 'DEMO',
	insecure: 'TOKEN UNENCRYPTED',
	banner: 'DEMO: simulated data. Your own sync: sync-tui --url https://…   (sync-tui --help)',
	bannerShort: 'DEMO: simulated data',
	connecting: {
		starting: 'Starting the demo …',
		asking: (address: string) => `Asking ${address} …`,
		failed: (address: string) => `Can’t get the sync status from ${address}`,
		retry: (pause: string) => `Trying again in ${pause}; r tries now, q quits.`,
		trying: 'Trying again …',
		paused: 'Polling is paused; p goes on, r tries now, q quits.',
	},
	status: {
		view: {backlog: 'View: Backlog', lastHour: (range: string, zone: string) => `View: Last Hour ${range} ${zone}`},
		objects: (shown: number, all: number) => shown === all ? `${all} ${all === 1 ? 'object' : 'objects'}` : `${shown} of ${all} objects`,
		pending: (count: string) => `${count} pending`,
		oldest: (age: string) => `oldest ${age}`,
		synced: (count: string) => `${count} synced`,
		failed: (count: string) => `${count} failed`,
		countedFromPolls: 'counted from polls',
		sync: {
			running: 'sync running', paused: 'sync paused', failing: 'sync failing', stopped: 'sync stopped',
		},
		waiting: (clock: string) => `next cycle ${clock}`,
		filter: (text: string) => `filter: ${text}`,
		none: 'The backend names no objects.',
		noMatch: 'No object matches the filter. Esc shows all.',
		columns: {
			object: 'OBJECT', inserts: 'INSERTS', updates: 'UPDATES', deletes: 'DELETES', total: 'TOTAL', oldest: 'OLDEST', rate: 'SYNCED/H',
			trend: '24 HOURS', failed: 'FAILED', synced: 'SYNCED', hourFailed: 'FAILED', change: 'VS BEFORE', max: 'MAX/H', average: 'AVG/H', min: 'MIN/H',
		},
	},
	object: {
		operations: {inserts: 'Inserts', updates: 'Updates', deletes: 'Deletes', others: 'Others'},
		headings: {
			operation: ' ', pending: 'Pending', record: 'Oldest record', id: 'Id', waiting: 'Waiting',
		},
		directions: 'Directions',
		direction: (name: string, from: string, arrow: string, to: string) => `${name} (${from} ${arrow} ${to})`,
		inserts: (count: string) => `${count} inserts`,
		updates: (count: string) => `${count} updates`,
		deletes: (count: string) => `${count} deletes`,
		queue: 'Oldest in the queue',
		queueEmpty: 'Nothing is waiting.',
		queueLoading: 'Reading the queue …',
		queueLacking: 'This backend does not offer the queue of an object.',
		gone: 'The backend names no backlog of this object. Esc goes back.',
		columns: {
			record: 'RECORD', id: 'ID', operation: 'OPERATION', direction: 'DIRECTION', waiting: 'WAITING', attempts: 'TRIES',
		},
	},
	errors: {
		title: 'Errors',
		causesTitle: 'Errors by cause',
		count: (count: string) => `${count} ${count === '1' ? 'error' : 'errors'}`,
		of: (count: string, all: string) => `${count} of ${all}`,
		counting: 'counting …',
		searching: 'searching …',
		loading: 'Reading the errors …',
		none: 'No record is in error.',
		noMatch: 'No error matches the filter. Esc shows all.',
		lookingOn: 'Nothing found yet; looking on …',
		searchedFrom: (time: string) => `searched back to ${time}`,
		newAbove: (count: string, key: string) => `${count} new ${key}`,
		marked: (count: string) => `${count} marked`,
		noneSelected: 'There is no error here to do this with.',
		noLink: 'This error has no link.',
		columns: {
			mark: ' ', time: 'TIME', age: 'AGE', object: 'OBJECT', record: 'RECORD', operation: 'OPERATION', direction: 'DIRECTION', code: 'CODE', message: 'MESSAGE',
		},
	},
	causes: {
		count: (count: string) => `${count} ${count === '1' ? 'cause' : 'causes'}`,
		partial: (count: string) => `of the ${count} errors that have been read`,
		loading: 'Grouping the errors …',
		none: 'No record is in error, so there is no cause.',
		isNew: 'new',
		since: (count: string, age: string) => `${count} new since your last visit ${age} ago`,
		columns: {
			count: 'ERRORS', isNew: 'NEW', code: 'CODE', object: 'OBJECT', operation: 'OPERATION', direction: 'DIRECTION', message: 'MESSAGE', trend: '24 HOURS', first: 'FIRST', last: 'LAST',
		},
	},
	facets: {
		loading: 'Counting …',
		none: 'Nothing to choose from.',
		lacking: '(none)',
		fields: {
			object: 'OBJECT', operation: 'OPERATION', direction: 'DIRECTION', code: 'CODE',
		},
	},
	error: {
		title: 'Error',
		loading: 'Reading the rest …',
		ago: (age: string) => `${age} ago`,
		fields: {
			object: 'Object', record: 'Record', recordId: 'Record id', otherId: 'Other id', operation: 'Operation', direction: 'Direction', code: 'Code', message: 'Message',
			level: 'Level', state: 'State', occurredAt: 'Occurred', firstSeenAt: 'First seen', attempts: 'Tries', url: 'Link', id: 'Error id',
		},
		states: {
			open: 'open',
			retrying: 'retrying: it is on the backlog again',
			ignored: 'ignored: it was taken off the list',
			resolved: 'resolved: the record has synced since',
		},
		history: 'History',
		earlier: (count: string) => `${count} earlier`,
		payload: 'Payload',
		fieldCount: (count: string) => `${count} ${count === '1' ? 'field' : 'fields'}`,
		itemCount: (count: string) => `${count} ${count === '1' ? 'item' : 'items'}`,
		rest: (count: string) => `${count} more`,
		characters: (count: string) => `${count} characters`,
	},
	help: {title: 'Keys'},
	prompts: {
		keys: {
			filter: '⏎ keeps   esc undoes', command: 'tab completes   ⏎ runs   esc undoes', export: '.csv .json .ndjson   ⏎ writes   esc',
		},
	},
	readOnly: 'This dashboard only reads: it was started with --read-only.',
	errorActions: {
		retry: {
			ask: 'Retry:', one: (name: string) => `Retry ${name}?`, many: (what: string) => `Retry ${what}?`, yes: 'y retries',
			doing: 'Asking for a retry …', done: (count: string) => `${count} put back on the backlog.`, title: 'Retry',
			each: 'put back on the backlog',
		},
		ignore: {
			ask: 'Ignore:', one: (name: string) => `Ignore the error of ${name}?`, many: (what: string) => `Ignore ${what}?`, yes: 'y takes them off the list',
			doing: 'Asking to ignore …', done: (count: string) => `${count} taken off the list.`, title: 'Ignore',
			each: 'taken off the list',
		},
		failed: (cause: string) => `The backend didn’t do it: ${cause}`,
		no: 'esc leaves it',
	},
	choices: {
		one: (name: string) => name,
		marked: (count: string) => `the ${count} marked`,
		all: (count: string) => count === '1' ? 'the only error' : `all ${count} errors`,
		matching: (count: string) => `all ${count} that match`,
	},
	export: {
		busy: 'An export is being written; Esc cancels it.',
		prompt: 'Export to:',
		noFile: 'Type the file to write, such as errors.csv.',
		format: (file: string) => `“${file}” says no format: end it in .csv, .json or .ndjson.`,
		exists: (file: string) => `${file} exists.`,
		existsKeys: 'o overwrites it   esc names another',
		starting: (file: string) => `Exporting to ${file} …`,
		progress: (records: string, total: string) => `${records} of ${total}`,
		rate: (rate: string) => `${rate}/s`,
		left: (time: string) => `${time} left`,
		cancel: 'esc cancels',
		cancelled: 'The export was cancelled; nothing was written.',
		done: (count: string, file: string) => `${count} errors written to ${file}`,
	},
	copy: {
		done: (what: string) => `Copied ${what}.`,
		toTmux: (what: string) => `Copied ${what} to tmux’s buffer, and sent it to the terminal’s clipboard.`,
		sent: (what: string) => `Sent ${what} to the terminal’s clipboard; whether it took it, it doesn’t say.`,
		tooLarge: (what: string, limit: string) => `${what} is more than a terminal’s clipboard takes (${limit} bytes); export it instead.`,
		row: (name: string) => `${name} as JSON`,
	},
	filterProblem(problem: FilterProblem): string {
		switch (problem.kind) {
			case 'unknown-field': {
				return `there is no field “${problem.name}”${problem.nearest === undefined ? '.' : `; ${problem.nearest}:?`} Quote it to search for the text.`;
			}

			case 'field-elsewhere': {
				return `“${problem.name}” filters Sync Errors alone; here there is object:`;
			}

			case 'bad-time': {
				return `“${problem.value}” is no time: 2h, 3d, 2026-11-20 or 2026-11-20T14:00`;
			}

			case 'bad-value': {
				return problem.field === 'level' ? `“${problem.value}” is no level: record or job` : `“${problem.value}” is no direction: in or out`;
			}

			case 'negated-time': {
				return `! doesn’t go with ${problem.field}: ${problem.field === 'since' ? 'until' : 'since'} says the other side`;
			}

			case 'twice': {
				return `${problem.field}: stands here twice; leave one out`;
			}

			case 'too-many': {
				return `more than ${problem.most} terms; leave some out`;
			}
		}
	},
	link: {
		opened: (url: string) => `Asked the browser to open ${url}`,
		refused: {
			empty: 'This error has no link.', 'too-long': 'The link is too long to be opened.', 'control-characters': 'The link holds control characters: it is not opened.',
			'not-a-link': 'What the backend calls a link is none: it is not opened.', scheme: 'Only http and https links are opened.',
			credentials: 'The link holds a password: it is not opened.',
		},
		notOpened: {
			remote: (url: string) => `The browser would open on the other machine: ${url}`,
			'no-display': (url: string) => `There is no display to open it on: ${url}`,
			'no-program': (url: string) => `No program was found to open it: ${url}`,
			failed: (url: string) => `The browser could not be started: ${url}`,
		},
	},
	lacks: {
		retry: 'This backend can’t retry or ignore errors.',
		facets: 'This backend does not count its errors by field.',
		errors: 'This backend does not offer its errors.',
	},
	cache: {
		/** In the header. */
		unwritable: 'the cache can’t be written',
		setAside: {
			corrupt: (file: string) => `What was kept of earlier runs was damaged; it is set aside as ${file}`,
			foreign: (file: string) => `What stood in the cache was not of this program; it is set aside as ${file}`,
			newer: (file: string) => `What was kept is of a newer sync-tui; it is set aside as ${file}`,
		},
	},
	noMore: {after: 'This is the last error of the list.', before: 'This is the first error of the list.'},
	interruptAgain: 'Ctrl-C again quits.',
	commands: {
		unknown: (name: string) => `There is no command “${name}”; Tab after : completes their names.`,
		interval: (value: string) => `“${value}” is not a pause in seconds from 0.5 to 3600; for example :interval 10`,
		sort: (value: string, columns: readonly string[]) => `There is no column “${value}” here; there are ${columns.join(', ')}.`,
		elsewhere: (name: string) => `:${name} does nothing on this screen.`,
	},
	groups: {
		move: 'Move', look: 'Look', errors: 'Sync Errors', error: 'An open error', refresh: 'Refresh', program: 'Program',
	},
	/** The screens, for docs/keys.md. */
	scopes: {
		connecting: 'while connecting', status: 'Sync Status', object: 'details of an object', errors: 'Sync Errors', causes: 'the causes',
		facets: 'the facets', error: 'an open error', help: 'the help',
	},
	/** What each action does: in the help and in docs/keys.md. */
	actions: {
		up: 'Up',
		down: 'Down',
		'page-up': 'A page up',
		'page-down': 'A page down',
		'half-up': 'Half a page up',
		'half-down': 'Half a page down',
		home: 'To the first row; it stays selected while rows arrive',
		end: 'To the last row',
		open: 'Open what is selected',
		back: 'One layer out: help, filter, details',
		status: 'Sync Status',
		errors: 'Sync Errors',
		'next-tab': 'Next tab',
		'previous-tab': 'Previous tab',
		'last-hour': 'Last Hour or Backlog',
		filter: 'Filter: words must all match, !word must not; object: op: dir: code: level: since: until: on the errors; Tab completes, ↑ brings back',
		sort: 'Sort by the next column',
		'sort-back': 'Sort by the column before',
		reverse: 'Reverse the order',
		'object-errors': 'The errors of this object',
		causes: 'Group the errors by cause, or list them',
		facets: 'Choose from what there is: objects, operations, directions, codes',
		mark: 'Pick an error out, or put it back',
		retry: 'Retry: the marked errors, this one, or all that match (asks first)',
		ignore: 'Ignore: the marked errors, this one, or all that match (asks first)',
		export: 'Export what the filter shows to a file',
		times: 'Ages or times of day',
		copy: 'Copy the record’s id; of an open error, the line that one is at',
		'copy-row': 'Copy the error as JSON',
		link: 'Open the record’s link',
		'toggle-fold': 'Unfold what the line holds, or fold it',
		unfold: 'Unfold what the line holds',
		fold: 'Fold the line, or what it is in',
		'fold-all': 'Unfold all of the payload, or fold it',
		'next-error': 'Next error',
		'previous-error': 'Previous error',
		refresh: 'Ask the backend now',
		pause: 'Pause polling, or go on',
		slower: 'Poll less often',
		faster: 'Poll more often',
		command: 'Type a command: the name of any action, :interval SECONDS, :sort COLUMN, :export FILE',
		help: 'This help',
		suspend: 'Suspend; fg in the shell comes back',
		quit: 'Back, and quit at the top',
		interrupt: 'Quit, when pressed twice',
	},
	/** The same in a word or two, for the footer. */
	hints: {
		down: 'move', open: 'details', back: 'back', 'last-hour': 'last hour', backlog: 'backlog', filter: 'filter', sort: 'sort',
		'object-errors': 'its errors', causes: 'causes', list: 'list', facets: 'facets', retry: 'retry', ignore: 'ignore', export: 'export', choose: 'choose',
		'next-error': 'next', 'previous-error': 'previous', refresh: 'refresh', pause: 'pause', resume: 'go on', command: 'commands', help: 'help', quit: 'quit',
	},
	newKey: {unicode: '↑ Home', ascii: '(Home)'},
	position: (index: string, count: string) => `${index} of ${count}`,
} as const;
