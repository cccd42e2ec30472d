/** `/metrics`: what Prometheus, and whatever reads its format, is told. */
import {collectDefaultMetrics, Registry} from 'prom-client';
import type {Backend} from '../../backends/backend.ts';
import type {Tally} from '../calls.ts';
import type {MetricsPage} from '../handle.ts';
import type {Observer} from '../observer.ts';
import {backlogFigures} from './backlog-figures.ts';
import {intakeFigures} from './intake-figures.ts';
import {requestFigures} from './request-figures.ts';

export type Metrics = {
	readonly observer: Observer;
	readonly tally: Tally;
	/** The page, with what `backend` says now in it. */
	readonly pageOf: (backend: Pick<Backend, 'status'>) => () => Promise<MetricsPage>;
};

/** Its figures begin at 0. Those of the process (memory, CPU, event loop) are part of it. */
export function openMetrics(clock: () => number = Date.now): Metrics {
	const registry = new Registry();
	const observer = requestFigures(registry);
	const tally = intakeFigures(registry);
	collectDefaultMetrics({register: registry});
	return {
		observer,
		tally,
		pageOf(backend) {
			const refresh = backlogFigures(registry, {status: async () => backend.status(), clock});
			return async () => {
				await refresh();
				return {contentType: registry.contentType, text: await registry.metrics()};
			};
		},
	};
}
