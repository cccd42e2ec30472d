import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {redirectFailure} from '../../source/client/redirect.ts';

const path = '/v1/errors?q=secret';
const wordsFor = (location: string | undefined) => redirectFailure(302, location, `http://sync.example/base${path}`, path).message;

describe('a redirect', () => {
	it('names the base URL that it comes to, without what could be a secret', () => {
		assert.equal(wordsFor('https://me:pass@other.example:444/v1/errors?token=t#x'), 'redirects to https://other.example:444: give that URL with --url if it is right');
		assert.equal(wordsFor('https://sync.example/base/v1/errors/?q=secret'), 'redirects to https://sync.example/base: give that URL with --url if it is right');
	});

	it('names the place where it isn’t this API', () => {
		assert.equal(wordsFor('/login?next=secret'), 'redirects to http://sync.example/login instead of answering');
		assert.equal(wordsFor('//evil.example'), 'redirects to http://evil.example instead of answering');
	});

	it('is a status where it names no place that could be asked', () => {
		for (const location of [undefined, 'data:text/plain,x', 'file:///etc/passwd', 'http://', 'https://a b/']) {
			assert.equal(wordsFor(location), '302 from the backend', location);
		}
	});

	it('is short, whatever it names', () => {
		assert.ok(wordsFor(`https://other.example/${'x'.repeat(10_000)}`).length <= 300);
	});
});
