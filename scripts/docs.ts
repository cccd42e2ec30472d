/** Writes the documents that are made from code; with `--check` it changes nothing and fails where one is out of date. */
import {readFile, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {openApiText} from '../source/contract/openapi.ts';
import {keysDocument} from './keys-document.ts';

/** Path below the project, and what it must hold. */
const documents: ReadonlyArray<readonly [path: string, text: string]> = [
	['docs/keys.md', keysDocument()],
	['docs/openapi.json', openApiText()],
];

const isCheck = process.argv.includes('--check');
await Promise.all(documents.map(async ([path, text]) => {
	const file = new URL(`../${path}`, import.meta.url);
	if (!isCheck) {
		await writeFile(file, text);
	} else if (await readFile(file, 'utf8').catch(() => '') !== text) {
		console.error(`${path} is out of date: run \`npm run docs\`.`);
		process.exitCode = 1;
	}
}));
