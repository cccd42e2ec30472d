/** What a server takes from its clients, so that one who is slow, greedy or hostile costs little and holds nobody up. */

export type ServerLimits = {
	/** How long the head of a request may take, in ms; also how long a new connection may say nothing. */
	readonly headTimeout: number;
	/** How long a whole request may take, its body included, in ms. */
	readonly requestTimeout: number;
	/** How long a connection may wait for its next request, in ms. Between two polls it should stay, also at long intervals. */
	readonly idleTimeout: number;
	/** How long a client may take to accept an answer, or a piece of a long one (some 300 KB), in ms. */
	readonly answerTimeout: number;
	/** How often the time limits of requests are looked at, in ms: they are exact to this. */
	readonly checkInterval: number;
	/** Bytes of a request's line and headers together. */
	readonly maxHeadBytes: number;
	/** Connections at a time; further ones are closed at once. Most systems let a process open 1024 files. */
	readonly maxConnections: number;
	/** Requests that may wait on one connection while the one before them is answered. */
	readonly maxWaiting: number;
};

export const serverLimits: ServerLimits = {
	headTimeout: 10_000,
	requestTimeout: 60_000,
	idleTimeout: 65_000,
	answerTimeout: 60_000,
	checkInterval: 5000,
	maxHeadBytes: 16_384,
	maxConnections: 500,
	maxWaiting: 64,
};
