/** What a check has to look at. */
export interface Subject {
	/** The root of this repository. */
	repository: string;
	/** A temporary folder of the gate, removed at its end. */
	workspace: string;
	/** What `npm publish` would upload, and the same unpacked. */
	tarball: string;
	unpacked: string;
}

/** All is well, something is wrong, or it cannot be known yet: that is reported, and stops a release only. */
export type Finding = { ok: string } | { wrong: string[] } | { open: string[] };

export interface Check {
	name: string;
	look(subject: Subject): Promise<Finding>;
}

/** What is wrong, or, when that is nothing, what was looked at. */
export function found(wrong: string[], lookedAt: string): Finding {
	return wrong.length > 0 ? { wrong } : { ok: lookedAt };
}
