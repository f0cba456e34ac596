import axios from 'axios';

export interface ToolAnswer {
	isError: boolean;
	text: string;
}

interface Reply {
	result?: { isError?: boolean; content?: Array<{ text: string }> };
	error?: { message: string };
}

/** A client of an MCP server that speaks the protocol's streamable HTTP; each session is one of its own. */
export class McpClient {
	private asked = 0;

	private constructor(
		private readonly url: string,
		private session?: string,
	) {}

	/** Opens a session. */
	static async connect(url: string): Promise<McpClient> {
		const client = new McpClient(url);
		await client.ask('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		await client.post({ method: 'notifications/initialized' });
		return client;
	}

	/** Uses a tool once and resolves with what the server says of it, be it an error. */
	async callTool(name: string, values: object): Promise<ToolAnswer> {
		const { result, error } = await this.ask('tools/call', { name, arguments: values });
		const text = error?.message ?? (result?.content ?? []).map((part) => part.text).join('\n');
		return { isError: Boolean(error ?? result?.isError), text };
	}

	private async ask(method: string, params: object): Promise<Reply> {
		const answer = await this.post({ id: ++this.asked, method, params });
		const line = answer.split('\n').find((text) => text.startsWith('data:'));
		return JSON.parse(line?.slice('data:'.length) ?? answer) as Reply;
	}

	private async post(message: object): Promise<string> {
		const { data, headers } = await axios.post<string>(
			this.url,
			{ jsonrpc: '2.0', ...message },
			{
				headers: {
					accept: 'application/json, text/event-stream',
					...(this.session && { 'mcp-session-id': this.session }),
				},
				responseType: 'text',
				transformResponse: (text: string) => text,
			},
		);
		this.session ??= headers['mcp-session-id'] as string | undefined;
		return data;
	}
}
