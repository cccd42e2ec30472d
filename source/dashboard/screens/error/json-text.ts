import {entryOf, sizeOf} from './payload-tree.ts';

/** Levels that are still indented: the indentation of 10,000 levels would be 200 MB of blanks. */
const deepestIndent = 40;

/**
A value that was read from JSON, as JSON on many lines, two blanks a level. Like `JSON.stringify(value, undefined, 2)`, but nested to any depth, where
that runs out of stack.
*/
export function jsonText(value: unknown): string {
	const open: Array<{readonly branch: unknown; readonly size: number; next: number}> = [];
	const chunks: string[] = [];
	const write = (item: unknown) => {
		const size = sizeOf(item);
		if (size === 0) {
			chunks.push(JSON.stringify(item) ?? 'null');
		} else {
			chunks.push(Array.isArray(item) ? '[' : '{');
			open.push({branch: item, size, next: 0});
		}
	};

	write(value);
	for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
		const {branch, size, next} = top;
		if (next === size) {
			open.pop();
			chunks.push(lineBreak(open.length), Array.isArray(branch) ? ']' : '}');
			continue;
		}

		top.next++;
		const [name, item] = entryOf(branch, next);
		chunks.push(next === 0 ? '' : ',', lineBreak(open.length), Array.isArray(branch) ? '' : `${JSON.stringify(name)}: `);
		write(item);
	}

	return chunks.join('');
}

function lineBreak(depth: number): string {
	return `\n${'  '.repeat(Math.min(depth, deepestIndent))}`;
}
