/** What the environment says about the terminal. */
import type {Environment} from './config.ts';

/** No locale set at all counts as UTF-8, as terminals are today; `C`, `POSIX` and 8-bit locales don't. */
export function isUtf8({LC_ALL, LC_CTYPE, LANG}: Environment): boolean {
	const locale = [LC_ALL, LC_CTYPE, LANG].map(value => value?.trim() ?? '').find(value => value !== '');
	return locale === undefined || /utf-?8/iv.test(locale);
}

/** https://no-color.org: any value but the empty one turns colour off. */
export function isColorWanted(environment: Environment): boolean {
	return (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
}
