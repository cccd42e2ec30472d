import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {it} from 'node:test';
import {keysDocument} from '../../scripts/keys-document.ts';

it('docs/keys.md says what the key table says (npm run docs)', async () => {
	assert.equal(await readFile(new URL('../../docs/keys.md', import.meta.url), 'utf8'), keysDocument());
});
