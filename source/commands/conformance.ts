/** `sync-tui conformance URL`: what of the contract holds for a backend, rule by rule. */
import {parseBackendUrl, isPrivateTransport} from '../config/backend-url.ts';
import type {Environment} from '../config/config.ts';
import {originOfToken} from '../config/resolve-connection.ts';
import {fetchToken} from '../config/token-source.ts';
import {UsageError} from '../config/usage-error.ts';
import {AskError, createAsker} from '../conformance/asker.ts';
import type {Finding, Outcome} from '../conformance/findings.ts';
import {runChecks} from '../conformance/run-checks.ts';
import {cleanText} from '../domain/clean.ts';

export type ConformanceFlags = {
	/** The word after the command. */
	readonly backend: string | undefined;
	readonly tokenFile?: string | undefined;
	readonly insecureHttp?: boolean | undefined;
	readonly json?: boolean | undefined;
};

export type ConformanceStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
	readonly env: Environment;
};

const signs: Readonly<Record<Outcome, string>> = {holds: '✔', broken: '✘', 'not-offered': '–', unknown: '?'};

/** Resolves with 0 where nothing is broken, else with 1. Throws a UsageError. */
export async function conformance(flags: ConformanceFlags, {stdout, stderr, env}: ConformanceStreams): Promise<number> {
	if (flags.backend === undefined) {
		throw new UsageError('conformance wants the backend\'s base URL, such as sync-tui conformance http://127.0.0.1:8484.');
	}

	const baseUrl = parseBackendUrl(flags.backend, 'the URL');
	if (baseUrl.startsWith('unix:')) {
		throw new UsageError('conformance asks over http or https; a Unix socket is not enough.');
	}

	const token = await fetchToken(originOfToken(flags.tokenFile, env), env);
	if (token !== undefined && !isPrivateTransport(baseUrl) && flags.insecureHttp !== true) {
		throw new UsageError('The token would travel unencrypted over http; give an https URL, take the token away, or let it travel so with --insecure-http.');
	}

	let endpoint = '';
	const tell = (finding: Finding) => {
		if (flags.json === true) {
			return;
		}

		stdout.write(`${finding.endpoint === endpoint ? '' : `${endpoint === '' ? '' : '\n'}${finding.endpoint}\n`}${lineOf(finding)}\n`);
		endpoint = finding.endpoint;
	};

	try {
		const asker = createAsker({baseUrl, token});
		const findings = await runChecks(asker, tell);
		const count = (outcome: Outcome) => findings.filter(finding => finding.outcome === outcome).length;
		if (flags.json === true) {
			stdout.write(`${JSON.stringify({url: baseUrl, questions: asker.asked(), findings}, undefined, 2)}\n`);
		} else {
			stdout.write(`\n${count('holds')} hold, ${count('broken')} broken, ${count('not-offered')} not offered, ${count('unknown')} could not be told; ${asker.asked()} questions, nothing written\n`);
		}

		return count('broken') === 0 ? 0 : 1;
	} catch (error) {
		if (!(error instanceof AskError)) {
			throw error;
		}

		stderr.write(`sync-tui conformance: ${baseUrl}: ${cleanText(error.message)}\n`);
		return 1;
	}
}

function lineOf({outcome, rule, detail}: Finding): string {
	const about = outcome === 'not-offered' ? ' (not offered)' : (detail === undefined ? '' : `: ${cleanText(detail)}`);
	return `  ${signs[outcome]} ${rule}${about}`;
}
