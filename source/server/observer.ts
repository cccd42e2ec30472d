/** What the request log and the figures are told of connections and requests. */

/** What is known of a request when its turn comes. */
export type Asked = {
	/** `GET`, `HEAD`, `POST`, `PUT`, or `other`. */
	readonly method: string;
	/** As the contract writes it (`/v1/errors/{id}`), `/healthz`, `/livez`, `/metrics`, or `other`: never what somebody asked for, which may name a record. */
	readonly route: string;
};

/** How it ended. */
export type Exchange = Asked & {
	/** What the answer's `X-Request-Id` says. */
	readonly id: string;
	/** Of the answer, also where not all of it was taken. */
	readonly status: number;
	/** From its turn to the last byte that the system took, in ms. */
	readonly duration: number;
	/** Of the answer's body, as it was sent: packed, where it was. */
	readonly bytes: number;
	/** The name of the token that came with it. */
	readonly token: string | undefined;
	/** False where the client left, or the answer broke off. */
	readonly isComplete: boolean;
};

export type Observer = {
	/** A connection has opened. What it returns is called once when that closes. */
	readonly connection?: () => () => void;
	/** A request's turn has come. What it returns is called once when that has ended, however. */
	readonly request: (asked: Asked) => (exchange: Exchange) => void;
};

/** What a handler learns of a request that its observers want to know. */
export type Notes = {
	/** The name of the token that came with it. */
	token?: string;
};
