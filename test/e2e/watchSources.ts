import { join } from 'path';
import { DIE_WITH_PARENT, spawnGroup } from './processGroup';
import { repository } from './runtime';

/**
 * Builds the package anew whenever one of its sources changes, and puts it where n8n has loaded it from: started with
 * N8N_DEV_RELOAD, n8n then loads it again by itself. Ends with this process.
 */
export function watchSources(packageFolder: string): void {
	const gulp = join(repository, 'node_modules', 'gulp', 'bin', 'gulp.js');
	spawnGroup(process.execPath, ['--import', DIE_WITH_PARENT, gulp, 'watch'], {
		cwd: repository,
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, DEPLOY_TO: join(packageFolder, 'dist') },
	});
	console.log('Changes in nodes, credentials and icons are built, and n8n loads them again.');
}
