// n8n logs every failed node to the console; tests read errors from the result instead.
process.env.N8N_LOG_LEVEL ??= 'silent';
