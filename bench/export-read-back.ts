/** Is what was exported what is in the ledger? Asked of Python's csv module, which shares no code with us. */
import {open, readFile} from 'node:fs/promises';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import type {Figure} from './figures.ts';
import {runTool} from './run-tool.ts';

const ComparisonSchema = v.object({
	isHeaderRight: v.boolean(), inFile: v.number(), inLedger: v.number(), missing: v.number(), wrong: v.number(), firstWrong: v.nullable(v.array(v.string())),
});

const name = 'read back by Python\'s csv module';
const wanted = 'equal, row by row';

export async function measureReadBack(file: string, ledger: string): Promise<Figure[]> {
	const output = await compare(file, ledger);
	if (output === undefined) {
		return [{name, value: 'there is no python3', target: {text: wanted, isMet: false}}];
	}

	const {isHeaderRight, inFile, inLedger, missing, wrong, firstWrong} = v.parse(ComparisonSchema, JSON.parse(output));
	if (firstWrong !== null) {
		process.stderr.write(`The first row that differs: ${JSON.stringify(firstWrong)}\n`);
	}

	return [{
		name, value: `${inFile} of ${inLedger}, ${missing} missing, ${wrong} wrong`,
		target: {text: wanted, isMet: isHeaderRight && inFile === inLedger && missing === 0 && wrong === 0},
	}];
}

/** What the script says, by way of a file beside the export; undefined where this machine has no Python. */
async function compare(file: string, ledger: string): Promise<string | undefined> {
	const script = fileURLToPath(new URL('export-read-back.py', import.meta.url));
	const said = `${file}.compared.json`;
	await using output = await open(said, 'w');
	if (!await runTool('python3', [script, file, ledger], output.fd)) {
		return undefined;
	}

	const text = await readFile(said, 'utf8');
	return text;
}
