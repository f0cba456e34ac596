import { writeFileSync } from 'fs';
import { Session } from 'inspector';

/** Loaded into n8n: SIGUSR2 starts a profile of its main thread, the next one writes it to the user folder. */
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 500 });

let running = false;
process.on('SIGUSR2', () => {
	running = !running;
	if (running) return session.post('Profiler.start');
	session.post('Profiler.stop', (_error, { profile }) => {
		writeFileSync(`${process.env.N8N_USER_FOLDER}/main.cpuprofile`, JSON.stringify(profile));
	});
});
