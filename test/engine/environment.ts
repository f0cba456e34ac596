import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n logs every failed node to the console, and keeps its settings in the home directory of the user.
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_USER_FOLDER ??= join(tmpdir(), 'n8n-nodes-nebrija-tests');
