/** Lets a demo go on by itself. */
import type {Demo} from './demo.ts';

/** Real ms between the end of one advance and the next one. */
const tick = 1000;
/** Changes and results of one tick: at speed 1 there are some twenty, and hundreds while a bulk load comes. */
const tickLimit = 2000;

/**
Advances a prepared demo every second, until the function that it returns is called, which resolves once nothing is under way.
A failure of the port ends it, and is told to `onFailure`. It keeps no process alive.
*/
export function runDemo(demo: Demo, onFailure: (error: unknown) => void): () => Promise<void> {
	let isStopped = false;
	let underWay = Promise.resolve();
	let timer = setTimeout(advance, tick).unref();

	async function advanceOnce(): Promise<void> {
		try {
			await demo.advance(tickLimit);
		} catch (error) {
			onFailure(error);
			return;
		}

		if (!isStopped) {
			timer = setTimeout(advance, tick).unref();
		}
	}

	function advance(): void {
		underWay = advanceOnce();
	}

	return async () => {
		isStopped = true;
		clearTimeout(timer);
		await underWay;
	};
}
