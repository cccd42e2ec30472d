/** `npm run bench -- start|keys|idle|errors|export|soak-days|ledger|soak-kill|postgres-ledger|postgres-errors|postgres-kill|heroku-connect [--runs N] [--rows N] [--cycles N] [--program FILE]`: measures the built program, prints figures beside their targets, and exits with 1 where one is missed. */
import {existsSync} from 'node:fs';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {errors} from './errors.ts';
import {minErrors} from './errors-data.ts';
import {exports} from './export.ts';
import {tableOf, type Bench} from './figures.ts';
import {herokuConnect} from './heroku-connect.ts';
import {idle} from './idle.ts';
import {keys} from './keys.ts';
import {ledgerWrites} from './ledger.ts';
import {postgresErrors} from './postgres-errors.ts';
import {postgresKill} from './postgres-kill.ts';
import {postgresLedger} from './postgres-ledger.ts';
import {soakDays} from './soak-days.ts';
import {soakKill} from './soak-kill.ts';
import {start} from './start.ts';

const benches: Readonly<Record<string, Bench | undefined>> = {
	start, keys, idle, errors, export: exports, 'soak-days': soakDays, ledger: ledgerWrites, 'soak-kill': soakKill, 'postgres-ledger': postgresLedger, 'postgres-errors': postgresErrors, 'postgres-kill': postgresKill, 'heroku-connect': herokuConnect,
};
const usage = 'usage: npm run bench -- start|keys|idle|errors|export|soak-days|ledger|soak-kill|postgres-ledger|postgres-errors|postgres-kill|heroku-connect [--runs N] [--rows N] [--cycles N] [--program build/cli.js]';

process.exitCode = await run(process.argv.slice(2));

/** Returns the exit code: 0 all met, 1 a target missed or nothing measured, 2 wrong usage. */
async function run(args: string[]): Promise<number> {
	const request = parse(args);
	if (typeof request === 'string') {
		process.stderr.write(`${request}\n${usage}\n`);
		return 2;
	}

	try {
		const figures = await request.bench.measure(request.program, request.runs, request.rows);
		process.stdout.write(`${tableOf(figures)}\n`);
		return figures.every(({target}) => target?.isMet !== false) ? 0 : 1;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		return 1;
	}
}

/** What was asked, or what is wrong with it. */
function parse(args: string[]): string | {bench: Bench; program: string; runs: number; rows: number} {
	try {
		const {values, positionals} = parseArgs({
			args, allowPositionals: true, options: {runs: {type: 'string'}, cycles: {type: 'string'}, rows: {type: 'string'}, program: {type: 'string', default: 'build/cli.js'}},
		});
		const [name = '', ...rest] = positionals;
		const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
		if (bench === undefined || rest.length > 0) {
			return 'Which bench?';
		}

		if (values.cycles !== undefined && (name !== 'soak-kill' || values.runs !== undefined)) {
			return '--cycles is what soak-kill calls its --runs.';
		}

		const runs = Number(values.cycles ?? values.runs ?? bench.defaultRuns);
		if (!Number.isSafeInteger(runs) || runs < 1) {
			return '--runs and --cycles take a whole number from 1.';
		}

		const rows = Number(values.rows ?? bench.defaultRows ?? NaN);
		if (values.rows !== undefined && (bench.defaultRows === undefined || !Number.isSafeInteger(rows) || rows < minErrors)) {
			return `--rows takes a whole number from ${minErrors}, for errors, export, postgres-ledger, postgres-errors and heroku-connect.`;
		}

		const {program} = values;
		return existsSync(program) ? {bench, program, runs, rows} : `There is no ${program}: npm run build makes it.`;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
