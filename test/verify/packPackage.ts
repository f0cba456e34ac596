import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Packs what `npm publish` would upload, unpacks it into a folder, and returns the path of the tarball. */
export function packPackage(repository: string, destination: string, unpacked: string): string {
	const name = execFileSync(
		'npm',
		['pack', '--offline', '--ignore-scripts', '--silent', '--pack-destination', destination],
		{ cwd: repository, encoding: 'utf8', stdio: 'pipe' },
	);
	const tarball = join(destination, name.trim());
	mkdirSync(unpacked, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	return tarball;
}
