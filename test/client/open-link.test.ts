import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {checkLink} from '../../source/client/check-link.ts';
import {openLink} from '../../source/client/open-link.ts';
import {fakePrograms} from '../helpers/fake-programs.ts';

const url = 'https://org.crm.dynamics.com/main.aspx?etn=lead&id=%7B1%7D#top';

type Setting = {
	readonly scripts?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly platform?: string;
	readonly link?: string;
};

/** Opens with the programs alone that the test has, and tells what they were called with. */
async function open({scripts = {}, env = {}, platform = 'linux', link = url}: Setting) {
	await using programs = await fakePrograms(scripts);
	const result = await openLink(link, {env: {PATH: programs.folder, ...env}, platform});
	return {result, args: await Promise.all(Object.keys(scripts).map(async name => programs.args(name)))};
}

describe('what a backend may call a link', () => {
	for (const [text, reason] of [
		['JavaScript:alert(1)', 'scheme'], // eslint-disable-line no-script-url -- what must be refused
		['file:///etc/passwd', 'scheme'],
		['vbscript:x', 'scheme'],
		['ms-msdt:/id x', 'scheme'],
		['-flag', 'not-a-link'],
		['--new-window=https://example.com', 'not-a-link'],
		['/etc/passwd', 'not-a-link'],
		['//example.com', 'not-a-link'],
		['https://', 'not-a-link'],
		['https://crm.example.com@evil.example/', 'credentials'],
		['https://a:b@example.com/', 'credentials'],
		['java\nscript:alert(1)', 'control-characters'],
		['https://example.com/\u{1B}[2J', 'control-characters'],
		['https://example.com/\u{202E}gpj.exe', 'control-characters'],
		['  ', 'empty'],
		[`https://example.com/${'x'.repeat(5000)}`, 'too-long'],
		[`https://example.com/${'é'.repeat(2000)}`, 'too-long'],
	] as const) {
		it(`is not ${JSON.stringify(text.slice(0, 40))}: ${reason}`, () => {
			assert.deepEqual(checkLink(text), {reason});
		});
	}

	it('is http or https, and comes out as a browser writes it: one word', () => {
		assert.deepEqual(checkLink(url), {url});
		assert.deepEqual(checkLink(' HTTP://Example.com '), {url: 'http://example.com/'});
		assert.deepEqual(checkLink(String.raw`https:\\example.com\a "b" c`), {url: 'https://example.com/a%20%22b%22%20c'});
		assert.deepEqual(checkLink('https://пример.example/é'), {url: 'https://xn--e1afmkfd.example/%C3%A9'});
	});
});

describe('opening a link', () => {
	for (const {program, env, platform, args} of [
		{program: 'xdg-open', env: {DISPLAY: ':0'}, platform: 'linux', args: [url]},
		{program: 'xdg-open', env: {WAYLAND_DISPLAY: 'wayland-0'}, platform: 'linux', args: [url]},
		{program: 'open', env: {}, platform: 'darwin', args: [url]},
		{program: 'wslview', env: {WSL_DISTRO_NAME: 'Ubuntu'}, platform: 'linux', args: [url]},
		{program: 'rundll32.exe', env: {WSL_DISTRO_NAME: 'Ubuntu'}, platform: 'linux', args: ['url.dll,FileProtocolHandler', url]},
		{program: 'rundll32', env: {}, platform: 'win32', args: ['url.dll,FileProtocolHandler', url]},
		{program: 'termux-open-url', env: {TERMUX_VERSION: '0.118'}, platform: 'android', args: [url]},
	]) {
		it(`hands it to ${program} on ${[platform, ...Object.keys(env)].join(' with ')}, as one argument`, async () => {
			const opened = await open({scripts: {[program]: 'note "$@"'}, env, platform});
			assert.deepEqual(opened, {result: {via: program, url}, args: [args]});
		});
	}

	it('does what BROWSER says, in its order, with the link where %s stands', async () => {
		const scripts = {broken: 'exit 3', firefox: 'note "$@"'};
		const {result, args} = await open({scripts, env: {DISPLAY: ':0', BROWSER: 'missing:broken:firefox --new-tab %s --x:other'}});
		assert.deepEqual(result, {via: 'firefox', url});
		assert.deepEqual(args[1], ['--new-tab', url, '--x']);
	});

	it('reads nothing of the link as a command of a shell', async () => {
		const link = 'https://example.com/$(touch$IFS)`id`;a&b|c';
		const {args} = await open({scripts: {firefox: 'note "$@"'}, env: {BROWSER: 'firefox'}, link});
		assert.deepEqual(args, [['https://example.com/$(touch$IFS)%60id%60;a&b|c']]);
	});

	it('does not wait for a browser that stays open', async () => {
		const {result} = await open({scripts: {firefox: 'while [ -d "$HERE" ]; do /bin/sleep 0.05; done'}, env: {BROWSER: 'firefox'}});
		assert.deepEqual(result, {via: 'firefox', url});
	});

	it('says that it is not done where nobody would see it, with the link', async () => {
		const scripts = {'xdg-open': 'note "$@"'};
		assert.deepEqual(await open({scripts, env: {DISPLAY: ':0', SSH_TTY: '/dev/pts/0'}}), {result: {reason: 'remote', url}, args: [undefined]});
		assert.deepEqual(await open({scripts}), {result: {reason: 'no-display', url}, args: [undefined]});
	});

	it('trusts a BROWSER that is set over SSH', async () => {
		const {result} = await open({scripts: {helper: 'note "$@"'}, env: {BROWSER: 'helper', SSH_TTY: '/dev/pts/0'}});
		assert.deepEqual(result, {via: 'helper', url});
	});

	it('tells a program that fails from one that is not there', async () => {
		assert.deepEqual((await open({scripts: {'xdg-open': 'exit 3'}, env: {DISPLAY: ':0'}})).result, {reason: 'failed', url});
		assert.deepEqual((await open({env: {DISPLAY: ':0'}})).result, {reason: 'no-program', url});
	});

	it('starts nothing for what is no link', async () => {
		assert.deepEqual(await open({scripts: {'xdg-open': 'note "$@"'}, env: {DISPLAY: ':0'}, link: 'file:///etc/passwd'}), {result: {reason: 'scheme'}, args: [undefined]});
	});
});
