/** The table of docs/operations.md, which is what the fault suite holds the dashboard to. */
import {readFile} from 'node:fs/promises';

/** By what breaks: the words that are to be on the screen. */
export async function faultTable(): Promise<ReadonlyMap<string, readonly string[]>> {
	const document = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
	const section = document.split('\n## When something breaks\n', 2)[1]?.split('\n## ', 1)[0] ?? '';
	const rows = section.split('\n').filter(line => line.startsWith('| ')).slice(1);
	return new Map(rows.map(row => {
		const [, name = '', seen = ''] = row.split('|').map(cell => cell.trim());
		return [name, seen.matchAll(/`([^`]+)`/gv).map(([, words = '']) => words).toArray()];
	}));
}
