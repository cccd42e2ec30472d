/** docs/keys.md, from the key table and its words. */
import {bindings, groups} from '../source/dashboard/keymap.ts';
import {commandNames} from '../source/dashboard/input/commands.ts';
import {keyLabel, unicodeGlyphs} from '../source/dashboard/theme.ts';
import {words} from '../source/i18n/words.ts';

export function keysDocument(): string {
	const lines = ['# Keys', '', 'Made from the key table by `npm run docs`; `?` shows the same in the dashboard.', ''];
	for (const group of groups) {
		lines.push(`## ${words.groups[group]}`, '', '| keys | does | where |', '|---|---|---|');
		for (const {keys, id, scopes} of bindings.filter(binding => binding.group === group)) {
			const labels = keys.map(key => `\`${keyLabel(key, unicodeGlyphs)}\``).join(' ');
			lines.push(`| ${labels} | ${words.actions[id]} | ${scopes === undefined ? 'everywhere' : scopes.map(scope => words.scopes[scope]).join(', ')} |`);
		}

		lines.push('');
	}

	lines.push('## Commands', '', `After \`:\`, Tab completes: ${commandNames().map(name => `\`${name}\``).join(' ')}.`, '');
	return lines.join('\n');
}
