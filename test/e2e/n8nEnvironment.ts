import { dirname } from 'path';
import { chosenVersion } from './versions';

/**
 * The complete environment of an n8n process: nothing of the user's own n8n settings leaks in, and n8n
 * neither calls out nor writes outside its folder. Its task runner finds the same Node.js as n8n itself.
 */
export function n8nEnvironment(node: string, userFolder: string): NodeJS.ProcessEnv {
	return {
		PATH: `${dirname(node)}:${process.env.PATH}`,
		HOME: userFolder,
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DISABLED_MODULES: chosenVersion().unusedModules.join(','),
	};
}
