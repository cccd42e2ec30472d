import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isPrivateTransport, parseBackendUrl} from '../../source/config/backend-url.ts';
import {complaintOf} from '../helpers/complaint.ts';

describe('the base URL of a backend', () => {
	it('has no slash at its end, and one way to be written', () => {
		assert.equal(parseBackendUrl('https://Sync.Example.com:443/v/'), 'https://sync.example.com/v');
		assert.equal(parseBackendUrl('http://127.0.0.1:8484'), 'http://127.0.0.1:8484');
		assert.equal(parseBackendUrl('unix:/run/sync.sock'), 'unix:/run/sync.sock');
	});

	for (const url of ['unix:/run/a b', 'unix:/run/a?b', 'unix:relative', 'unix:/run/a:b', 'file:///etc/passwd', 'http://', '', 'https:// ', 'http://a:99999']) {
		it(`refuses ${JSON.stringify(url)}`, async () => {
			assert.match(await complaintOf(() => parseBackendUrl(url)), /^--url.* is not a URL; give/v);
		});
	}

	for (const url of [
		'https://me:hunter2@sync.example.com',
		'ftp://me:hunter2@sync.example.com',
		'https://me:hunter2',
		'https://sync.example.com?key=hunter2',
		'https://sync.example.com#hunter2',
		'sync.example.com?key=hunter2',
		'https://a b/?hunter2',
		'me:hunter2@sync',
		'https://me:p@hunter2@x:y',
	]) {
		it(`repeats no secret of ${url}`, async () => {
			const line = await complaintOf(() => parseBackendUrl(url));
			assert.match(line, /^--url/v);
			assert.ok(!line.includes('hunter2'), line);
		});
	}
});

describe('the way of a token', () => {
	for (const url of [
		'https://sync.example.com',
		'unix:/run/sync.sock',
		'http://localhost:8484',
		'http://LOCALHOST',
		'http://127.0.0.1',
		'http://127.255.3.4:80',
		'http://[::1]:8484',
		'http://[0:0:0:0:0:0:0:1]',
		'http://[::ffff:127.0.0.1]',
		'http://0x7f.1',
		'http://2130706433',
		'http://0177.0.0.1',
		'http://127.1',
		'http://127.0.0.1.:80',
		// The parser takes the backslash for a slash, and so does the client.
		String.raw`http://127.0.0.1\@sync.example.com`,
	]) {
		it(`is private to ${url}`, () => {
			assert.equal(isPrivateTransport(parseBackendUrl(url)), true);
		});
	}

	for (const url of [
		'http://sync.example.com',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://localhost.',
		'http://0.0.0.0',
		'http://[::]',
		'http://[::ffff:128.0.0.1]',
		'http://[::ffff:10.0.0.1]',
		'http://[::127.0.0.1]',
		'http://[::7f00:1]',
		'http://10.0.0.1',
		'http://0x80.1',
		'http://1127.0.0.1.com',
		'http://sync.example.com/127.0.0.1',
	]) {
		it(`is open to ${url}`, () => {
			assert.equal(isPrivateTransport(parseBackendUrl(url)), false);
		});
	}

	for (const url of ['http://127.0.0.1@sync.example.com', 'http://localhost:80@sync.example.com', 'http://127.0.0.1%00.example.com', 'http://@sync.example.com:80@127.0.0.1']) {
		it(`is none to ${url}`, async () => {
			assert.match(await complaintOf(() => parseBackendUrl(url)), /^--url/v);
		});
	}
});
