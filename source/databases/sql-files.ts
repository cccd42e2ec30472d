/** SQL stands in files, one per question, in a folder beside the module that asks: in the sources as in the built program. */
import {readFileSync} from 'node:fs';

/**
The SQL of `NAME.sql`. `{part}` in it is replaced by `parts.part`: SQL that this program wrote, never what someone typed.
Throws where the file or a part is missing.
*/
export type SqlFile = (name: string, parts?: Readonly<Record<string, string>>) => string;

/**
Each file is read once. `folder` is like `new URL('sql-tables/', import.meta.url)`; its name begins with `sql` and is the only one of its name, as the
build copies such folders to one place, where the bundled modules are, too.
*/
export function sqlFiles(folder: URL): SqlFile {
	const texts = new Map<string, string>();
	return (name, parts = {}) => {
		let text = texts.get(name);
		if (text === undefined) {
			text = withoutComments(readFileSync(new URL(`${name}.sql`, folder), 'utf8'));
			texts.set(name, text);
		}

		return text.replaceAll(/\{(\w+)\}/gv, (_, part: string) => {
			const replacement = parts[part];
			if (replacement === undefined) {
				throw new TypeError(`${name}.sql has a part "${part}" that was not given`);
			}

			return replacement;
		});
	};
}

/** A comment may speak of a `{part}` or of `:name` without meaning it. */
function withoutComments(text: string): string {
	return text.split('\n').filter(line => !line.trimStart().startsWith('--')).join('\n');
}
