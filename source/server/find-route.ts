/** Finds the route of a request among those of the contract. */
import {ProblemError} from '../contract/problem.ts';
import {routes, type RouteName} from '../contract/routes.ts';

export type Found = NoRoute | {readonly name: RouteName; readonly parameters: Readonly<Record<string, string>>};
/** `allow` has the methods of the path, and is empty where the path is unknown. */
type NoRoute = {readonly name: undefined; readonly allow: readonly string[]};

/** Paths that are the server's own, and no part of the contract. */
export const ownPaths = {health: '/healthz', live: '/livez', metrics: '/metrics'} as const;
const ownPathSet: ReadonlySet<string> = new Set(Object.values(ownPaths));

const isRouteName = (name: string): name is RouteName => Object.hasOwn(routes, name);
const table = Object.keys(routes).filter(name => isRouteName(name)).map(name => ({
	name, method: routes[name].method, segments: routes[name].path.split('/'),
}));

/** `/v1/errors/facets` is that route, not the error called "facets": written segments go before parameters. Throws a ProblemError for a bad escape. */
export function findRoute(method: string, pathname: string): Found {
	const segments = pathname.split('/');
	const route = match(method, segments);
	if (route.name === undefined) {
		return route;
	}

	const parameters = route.segments.flatMap((segment, index) => isParameter(segment) ? [[segment.slice(1, -1), decode(segments[index] ?? '')]] : []);
	return {name: route.name, parameters: Object.fromEntries(parameters) as Record<string, string>};
}

/** The path of the route as the contract writes it; `other` where there is none. There are only so many, whatever is asked for. */
export function routePattern(method: string, pathname: string): string {
	if (ownPathSet.has(pathname)) {
		return pathname;
	}

	const {name} = match(asGet(method), pathname.split('/'));
	return name === undefined ? 'other' : routes[name].path;
}

/** HEAD is answered as GET, and loses its body at the end. */
export function asGet(method: string): string {
	return method === 'HEAD' ? 'GET' : method;
}

function match(method: string, segments: readonly string[]): typeof table[number] | NoRoute {
	const matching = table
		.filter(route => route.segments.length === segments.length && route.segments.every((segment, index) => isParameter(segment) || segment === segments[index]))
		.toSorted((a, b) => countParameters(a.segments) - countParameters(b.segments));
	const best = matching.filter(route => countParameters(route.segments) === countParameters(matching[0]?.segments ?? []));
	return best.find(candidate => candidate.method === method)
		?? {name: undefined, allow: best.flatMap(candidate => candidate.method === 'GET' ? ['GET', 'HEAD'] : [candidate.method])};
}

function isParameter(segment: string): boolean {
	return segment.startsWith('{');
}

function countParameters(segments: readonly string[]): number {
	return segments.filter(segment => isParameter(segment)).length;
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch (error) {
		throw new ProblemError('invalid-request', `the path has a bad escape: ${segment}`, {cause: error});
	}
}
