/** Candidates as a piece of a config file, ready to be pasted and corrected. */
import type {Candidate} from './discover.ts';
import type {Column} from './table.ts';

/** `url` is the environment's. One line less than needed is said in a comment: what wasn't found, and what a choice's numbers are called. */
export function candidatesToml(candidates: readonly Candidate[], url: string): string {
	if (candidates.length === 0) {
		return `# ${line(url)} has no table that looks like a sync's queue or log, or this user may not see it.\n`;
	}

	return candidates.map((candidate, at) => candidateToml(candidate, url, at === 0 ? 'crm' : `crm${at + 1}`)).join('\n');
}

const required: ReadonlySet<string> = new Set(['object', 'state', 'changedAt']);
const order = ['object', 'recordId', 'recordName', 'operation', 'direction', 'state', 'changedAt', 'doneAt', 'code', 'message'] as const;

function candidateToml({entitySet, label, mapping: {columns, values}}: Candidate, url: string, connection: string): string {
	const table = `connections.${connection}`;
	const lines = [
		`# ${line(label ?? entitySet)}`,
		`[${table}]`,
		`dataverse = ${text(url)}`,
		'# tenant = "…", clientId = "…", secretFile = "…"',
		'',
		`[${table}.mapping]`,
		`entitySet = ${text(entitySet)}`,
		'',
		`[${table}.mapping.columns]`,
		...order.flatMap(name => {
			const column = columns[name];
			return column === undefined
				? (required.has(name) ? [name === 'object' ? 'object = {constant = "record"} # no column was found' : `# ${name} = "…" is needed: no column was found`] : [])
				: [`${name} = ${text(column.name)}${column.label === undefined ? '' : ` # ${line(column.label)}`}`];
		}),
		...(['operation', 'direction', 'state'] as const).flatMap(name => {
			const column = columns[name];
			return column === undefined ? [] : ['', `[${table}.mapping.values.${name}]`, ...valueLines(column, values[name] ?? new Map(), name)];
		}),
	];
	return `${lines.join('\n')}\n`;
}

const examples = {operation: '"1" = "insert"', direction: '"1" = "inbound"', state: '"0" = "pending", "1" = "synced", "2" = "failed", a line each'};

function valueLines({options}: Column, words: ReadonlyMap<string, string>, name: keyof typeof examples): string[] {
	if (options === undefined || options.size === 0) {
		return [`# what its values mean, such as ${examples[name]}`];
	}

	return options.entries().map(([value, label]) => {
		const word = words.get(value);
		return word === undefined ? `# ${text(value)} = "…" # ${line(label)}` : `${text(value)} = ${text(word)} # ${line(label)}`;
	}).toArray();
}

/** A basic string of TOML: JSON's escapes are among its own, but for DEL. */
function text(value: string): string {
	return JSON.stringify(value).replaceAll('\u{7F}', String.raw`\u007F`);
}

/** For a comment: labels are what anyone may have typed. */
function line(value: string): string {
	return value.replaceAll(/[\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}]+/gv, ' ').slice(0, 100);
}
