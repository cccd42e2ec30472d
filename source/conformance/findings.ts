/** What a check found, rule by rule. */
import {ContractError} from '../contract/validate.ts';
import {AskError} from './asker.ts';

export type Outcome = 'holds' | 'broken' | 'not-offered' | 'unknown';

export type Finding = {
	/** As in the contract: `GET /v1/status`. */
	readonly endpoint: string;
	/** What is promised, as a sentence that holds. */
	readonly rule: string;
	readonly outcome: Outcome;
	/** Of what is broken: where, what was expected, what came. Of what is unknown: why. */
	readonly detail: string | undefined;
};

/** Thrown by a rule that can't be told from what this backend has. */
export class Untold extends Error {}

/** Thrown by a rule that doesn't hold; the message says where. */
export class Broken extends Error {}

export type Recorder = {
	readonly findings: readonly Finding[];
	/** Runs a rule; what it throws says that it doesn't hold, or can't be told. Resolves with what it gives, undefined where it gave nothing. */
	rule<Given>(endpoint: string, rule: string, body: () => Promise<Given> | Given): Promise<Given | undefined>;
	notOffered(endpoint: string, rule: string): void;
};

/** `onFinding` is told of each as it is made. */
export function createRecorder(onFinding: (finding: Finding) => void = () => undefined): Recorder {
	const findings: Finding[] = [];
	const add = (finding: Finding) => {
		findings.push(finding);
		onFinding(finding);
	};

	return {
		findings,
		async rule(endpoint, rule, body) {
			try {
				const given = await body();
				add({endpoint, rule, outcome: 'holds', detail: undefined});
				return given;
			} catch (error) {
				if (error instanceof Untold) {
					add({endpoint, rule, outcome: 'unknown', detail: error.message});
				} else if (error instanceof Broken || error instanceof ContractError || error instanceof AskError) {
					add({endpoint, rule, outcome: 'broken', detail: error.message});
				} else {
					throw error;
				}

				return undefined;
			}
		},
		notOffered(endpoint, rule) {
			add({endpoint, rule, outcome: 'not-offered', detail: undefined});
		},
	};
}

/** Throws Broken where `isTrue` isn't. */
export function expect(isTrue: boolean, detail: () => string): void {
	if (!isTrue) {
		throw new Broken(detail());
	}
}

/** At most 60 characters of a value, on one line. */
export function shown(value: unknown): string {
	const text = (JSON.stringify(value) ?? String(value)).replaceAll(/\p{Control}/gv, '�');
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
