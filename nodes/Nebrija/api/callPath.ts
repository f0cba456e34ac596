/** Where the API answers for one call; undefined for "." and "..", which would lead to another address. */
export function callPath(id: string): string | undefined {
	return /^\.+$/.test(id) ? undefined : `/calls/${encodeURIComponent(id)}`;
}
