import { launchAll, type BareJob } from './bareClient';

process.once('message', async (job: BareJob) => {
	const result = await launchAll(job);
	process.send?.(result, () => process.disconnect());
});
