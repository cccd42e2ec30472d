import {Buffer} from 'node:buffer';
import {
	hasWayland, hasX11, isOverSsh, isTermux, isWsl, type Environment,
} from '../desktop.ts';

export type ClipboardProgram = {
	readonly command: string;
	readonly args: readonly string[];
	/** Where it must have more than its environment. */
	readonly env?: Environment;
	/** What it is written; the text in UTF-8 if left out. */
	readonly encode?: (text: string) => Uint8Array;
};

/** The programs that may put text on the clipboard of the person who is here, the likeliest first. Whether they are installed, running them tells. */
export function clipboardPrograms(env: Environment, platform: string): ClipboardProgram[] {
	return [
		...(isOverSsh(env) ? [] : localPrograms(env, platform)),
		// Its paste buffer, and with -w the terminal's clipboard: unlike a sequence that is passed through, this needs no option of tmux's to be changed.
		...((env.TMUX ?? '') === '' ? [] : [{command: 'tmux', args: ['load-buffer', '-w', '-']}]),
	];
}

function localPrograms(env: Environment, platform: string): ClipboardProgram[] {
	if (platform === 'darwin') {
		// Without a locale of UTF-8 it takes what it reads for Mac Roman.
		return [{command: 'pbcopy', args: [], env: {LC_CTYPE: 'UTF-8'}}]; // eslint-disable-line unicorn/text-encoding-identifier-case -- the name of a locale
	}

	if (platform === 'win32' || isWsl(env)) {
		return [{command: 'clip.exe', args: [], encode: utf16}];
	}

	return [
		...(isTermux(env) ? [{command: 'termux-clipboard-set', args: []}] : []),
		// Left to guess the type, it would offer JSON to nobody who asks for text.
		...(hasWayland(env) ? [{command: 'wl-copy', args: ['--type', 'text/plain']}] : []),
		...(hasX11(env)
			? [{command: 'xclip', args: ['-selection', 'clipboard']}, {command: 'xsel', args: ['-bi']}]
			: []),
	];
}

/** clip.exe guesses what it reads: UTF-8 it takes for a code page, and a short id for Chinese (github.com/microsoft/WSL/issues/4852). */
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
