import { writeFileSync } from 'node:fs';
import { run } from './run';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

void run(process.argv.slice(2), {
	...{ env: process.env, isTerminal: process.stdin.isTTY === true, signal: stopping.signal },
	...{ say: console.log, write: writeFileSync },
}).then((code) => {
	process.exitCode = code;
});
