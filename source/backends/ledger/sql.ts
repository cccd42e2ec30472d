/** SQL stands in files, one per question, in sql/ beside this module: in the sources as in the built program. */
import {readFileSync} from 'node:fs';

const texts = new Map<string, string>();

/**
The SQL of `sql/NAME.sql`, read once. `{part}` in it is replaced by `parts.part`: SQL that this program wrote, never what someone typed.
Throws where the file or a part is missing.
*/
export function sql(name: string, parts: Readonly<Record<string, string>> = {}): string {
	let text = texts.get(name);
	if (text === undefined) {
		text = withoutComments(readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8'));
		texts.set(name, text);
	}

	return text.replaceAll(/\{(\w+)\}/gv, (_, part: string) => {
		const replacement = parts[part];
		if (replacement === undefined) {
			throw new TypeError(`${name}.sql has a part "${part}" that was not given`);
		}

		return replacement;
	});
}

/** A comment may speak of a `{part}` or of `:name` without meaning it. */
function withoutComments(text: string): string {
	return text.split('\n').filter(line => !line.trimStart().startsWith('--')).join('\n');
}
