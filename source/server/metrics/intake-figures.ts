/** What engines report, as figures. */
import {Counter, type Registry} from 'prom-client';
import type {Tally} from '../calls.ts';

export function intakeFigures(registry: Registry): Tally {
	const registers = [registry];
	const changes = new Counter({
		name: 'sync_tui_changes_received_total', help: 'Changes that engines reported: accepted, or duplicate (an id that was there).', labelNames: ['outcome'], registers,
	});
	const results = new Counter({
		name: 'sync_tui_results_received_total', help: 'Results that engines reported: accepted, duplicate (of a change that had ended), or unknown (of no change).',
		labelNames: ['outcome'], registers,
	});
	// From the start, so that the first one is an increase.
	for (const outcome of ['accepted', 'duplicate', 'unknown']) {
		results.inc({outcome}, 0);
	}

	for (const outcome of ['accepted', 'duplicate']) {
		changes.inc({outcome}, 0);
	}

	return {
		changes({accepted, duplicates}) {
			changes.inc({outcome: 'accepted'}, accepted);
			changes.inc({outcome: 'duplicate'}, duplicates);
		},
		results({accepted, duplicates, unknown}) {
			results.inc({outcome: 'accepted'}, accepted);
			results.inc({outcome: 'duplicate'}, duplicates);
			results.inc({outcome: 'unknown'}, unknown.length);
		},
	};
}
