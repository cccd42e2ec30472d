/** Finds the route of a request among those of the contract. */
import {ProblemError} from '../contract/problem.ts';
import {routes, type RouteName} from '../contract/routes.ts';

export type Found =
	| {readonly name: RouteName; readonly parameters: Readonly<Record<string, string>>}
	/** No route: `allow` has the methods of the path, and is empty where the path is unknown. */
	| {readonly name: undefined; readonly allow: readonly string[]};

const isRouteName = (name: string): name is RouteName => Object.hasOwn(routes, name);
const table = Object.keys(routes).filter(name => isRouteName(name)).map(name => ({
	name, method: routes[name].method, segments: routes[name].path.split('/'),
}));

/** `/v1/errors/facets` is that route, not the error called "facets": written segments go before parameters. Throws a ProblemError for a bad escape. */
export function findRoute(method: string, pathname: string): Found {
	const segments = pathname.split('/');
	const matching = table
		.filter(route => route.segments.length === segments.length && route.segments.every((segment, index) => isParameter(segment) || segment === segments[index]))
		.toSorted((a, b) => countParameters(a.segments) - countParameters(b.segments));
	const best = matching.filter(route => countParameters(route.segments) === countParameters(matching[0]?.segments ?? []));
	const route = best.find(candidate => candidate.method === method);
	if (route === undefined) {
		return {name: undefined, allow: best.flatMap(candidate => candidate.method === 'GET' ? ['GET', 'HEAD'] : [candidate.method])};
	}

	const parameters = route.segments.flatMap((segment, index) => isParameter(segment) ? [[segment.slice(1, -1), decode(segments[index] ?? '')]] : []);
	return {name: route.name, parameters: Object.fromEntries(parameters) as Record<string, string>};
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
