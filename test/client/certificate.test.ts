import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {certificateWords} from '../../source/client/certificate.ts';

const now = Date.UTC(2026, 10, 22, 13);
const day = 86_400_000;

describe('a certificate that doesn’t hold', () => {
	it('expired so long ago, in the largest unit', () => {
		const words = [1000, 90_000, 3 * 3_600_000, day, 3.9 * day, 800 * day].map(ago => certificateWords('CERT_HAS_EXPIRED', {from: 0, to: now - ago}, now));
		assert.deepEqual(words, ['1 minute', '1 minute', '3 hours', '1 day', '3 days', '2 years'].map(span => `the certificate expired ${span} ago`));
	});

	it('will hold some time', () => {
		assert.equal(certificateWords('CERT_NOT_YET_VALID', {from: now + 2 * day, to: now + 9 * day}, now), 'the certificate is not valid yet: it will be in 2 days');
	});

	it('isn’t to blame where it holds, where its dates are unknown, or for anything else', () => {
		const holds = {from: now - day, to: now + day};
		assert.equal(certificateWords('CERT_HAS_EXPIRED', holds, now), undefined);
		assert.equal(certificateWords('CERT_NOT_YET_VALID', holds, now), undefined);
		assert.equal(certificateWords('CERT_HAS_EXPIRED', {from: NaN, to: NaN}, now), undefined);
		assert.equal(certificateWords('CERT_HAS_EXPIRED', undefined, now), undefined);
		assert.equal(certificateWords('ECONNRESET', {from: 0, to: 0}, now), undefined);
	});
});
