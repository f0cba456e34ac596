import { join } from 'path';
import { freePort } from '../e2e/ports';
import { runCommand } from '../e2e/processGroup';
import { findProgram } from './programs';
import { asUser, startService, type Service } from './service';

/** PostgreSQL refuses to run as root; its Debian package brings this user along. */
const user = process.getuid?.() === 0 ? 'postgres' : undefined;

/** A fresh PostgreSQL whose data lies in `folder`; also the settings with which n8n uses it. */
export async function startPostgres(
	folder: string,
): Promise<{ service: Service; env: NodeJS.ProcessEnv }> {
	const data = join(folder, 'postgres');
	const port = await freePort();
	const [setpriv, initdb, postgres] = [
		findProgram('setpriv'),
		findProgram('initdb'),
		findProgram('postgres'),
	];
	const owner = user ? ['-o', user] : [];
	await runCommand('install', ['-d', '-m', '700', ...owner, data], { cwd: '/' });
	const create = [initdb, '-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8'];
	await runCommand(setpriv, [...asUser(user), ...create], { cwd: '/' });
	const options = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: data,
		fsync: 'off',
	};
	const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const logFile = join(folder, 'postgres.log');
	const service = await startService([postgres, '-D', data, ...flags], { port, logFile, user });
	return {
		service,
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_DATABASE: 'postgres',
		},
	};
}
