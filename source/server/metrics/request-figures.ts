/** Requests and connections as figures. There are only so many series: routes are the contract's, methods and statuses are few. */
import {
	Counter, Gauge, Histogram, type Registry,
} from 'prom-client';
import {routes} from '../../contract/routes.ts';
import type {Observer} from '../observer.ts';

/** Seconds: a poll takes a few ms, a search over millions seconds, an export minutes. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function requestFigures(registry: Registry): Observer {
	const registers = [registry];
	const labelNames = ['method', 'route', 'status'] as const;
	const requests = new Counter({name: 'sync_tui_http_requests_total', help: 'Requests that were answered, or broke off.', labelNames, registers});
	const durations = new Histogram({
		name: 'sync_tui_http_request_duration_seconds', help: 'From a request to the last byte of its answer.', labelNames, buckets, registers,
	});
	const sent = new Counter({name: 'sync_tui_http_response_bytes_total', help: 'Bytes of the bodies of answers, as they were sent.', registers});
	const running = new Gauge({name: 'sync_tui_http_requests_running', help: 'Requests that are being answered.', registers});
	const exports = new Gauge({name: 'sync_tui_exports_running', help: 'Exports of errors that are being sent.', registers});
	const connections = new Gauge({name: 'sync_tui_http_connections', help: 'Connections that are open.', registers});
	return {
		connection() {
			connections.inc();
			return () => {
				connections.dec();
			};
		},
		request({route}) {
			const gauges = route === routes.exportErrors.path ? [running, exports] : [running];
			for (const gauge of gauges) {
				gauge.inc();
			}

			return exchange => {
				for (const gauge of gauges) {
					gauge.dec();
				}

				const labels = {method: exchange.method, route, status: String(exchange.status)};
				requests.inc(labels);
				durations.observe(labels, exchange.duration / 1000);
				sent.inc(exchange.bytes);
			};
		},
	};
}
