import { execFileSync } from 'child_process';
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'fs';

/** The child of this process that runs this program file. */
export function childRunning(program: string): number {
	const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(process.pid)], {
		encoding: 'utf8',
	});
	const wanted = realpathSync(program);
	const pid = listed
		.split('\n')
		.map(Number)
		.find((child) => child > 0 && programOf(child) === wanted);
	if (pid === undefined) throw new Error(`${program} is not running.`);
	return pid;
}

function programOf(pid: number): string | undefined {
	try {
		return readlinkSync(`/proc/${pid}/exe`);
	} catch {
		return undefined;
	}
}

/** The memory a process holds now, and the most it held since `forgetPeak`, in bytes. */
export function memoryOf(pid: number): { now: number; peak: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
	return { now: read('VmRSS') * 1024, peak: read('VmHWM') * 1024 };
}

/** Lets the peak of a process begin anew at what it holds now. */
export function forgetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
