/** A client that did not take its answer in time: it is dropped, and nothing is wrong on this side. */
export class SlowClientError extends Error {
	constructor() {
		super('the client did not take its answer in time');
		this.name = 'SlowClientError';
	}
}
