import { packPackage } from './installPackage';
import { Openings } from './openings';
import { step } from './progress';
import { installRuntime } from './runtime';

/**
 * What the suites, which run side by side, have in common: n8n, and the package as it is now. One of them builds it
 * anew, so none may pack it meanwhile.
 */
export = async (): Promise<void> => {
	await installRuntime();
	const { folder } = new Openings('package');
	process.env.PACKED = await step('Packing the package', async () => await packPackage(folder));
};
