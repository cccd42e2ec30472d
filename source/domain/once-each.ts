import type {Status} from '../contract/status.ts';

/** An object that is named twice counts as it was named first. */
export function onceEach(status: Status): Status {
	const objects = new Map(status.objects.toReversed().map(object => [object.object, object]));
	return objects.size === status.objects.length ? status : {...status, objects: status.objects.filter(object => objects.get(object.object) === object)};
}
