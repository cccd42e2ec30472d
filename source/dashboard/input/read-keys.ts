/**
Reads keys from a terminal. Ink could, but it says nothing of a window's focus, takes an escape for a key when the rest of its sequence is 20 ms late, and
keeps a paste whole, however long it is.
*/
import {createKeyDecoder, type InputEvent} from './key-decoder.ts';

export type KeyReader = {
	/** Every key arrives at once, and none is shown by the terminal. */
	start(): void;
	/** The terminal works by lines again, and keys stay in it for whoever reads next. */
	stop(): void;
};

export function readKeys(stdin: NodeJS.ReadStream, receive: (event: InputEvent) => void): KeyReader {
	let decoder = createKeyDecoder();
	let timer: NodeJS.Timeout | undefined;
	let late: NodeJS.Immediate | undefined;

	const deliver = (events: readonly InputEvent[]) => {
		for (const event of events) {
			receive(event);
		}
	};

	const forget = () => {
		clearTimeout(timer);
		clearImmediate(late);
	};

	const arrived = (text: string) => {
		forget();
		const events = decoder.push(text);
		const patience = decoder.patience();
		if (patience !== undefined) {
			timer = setTimeout(() => {
				// Where this process was late itself, the rest may be there, unread.
				late = setImmediate(() => {
					deliver(decoder.flush());
				});
			}, patience);
		}

		// Last, as a key may stop all this.
		deliver(events);
	};

	return {
		start() {
			decoder = createKeyDecoder();
			stdin.setEncoding('utf8');
			stdin.setRawMode(true);
			stdin.ref();
			stdin.on('data', arrived);
			stdin.resume();
		},
		stop() {
			forget();
			stdin.off('data', arrived);
			stdin.pause();
			stdin.setRawMode(false);
			stdin.unref();
		},
	};
}
