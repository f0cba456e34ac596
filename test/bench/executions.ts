import axios, { type AxiosInstance } from 'axios';
import { setTimeout as sleep } from 'timers/promises';
import { owner } from '../e2e/n8nClient';

/** When n8n's executions began and ended, as its executions list says. */
export class Executions {
	private constructor(private readonly http: AxiosInstance) {}

	/** Logs in to an n8n whose owner is set up. */
	static async asOwner(url: string): Promise<Executions> {
		const { email, password } = owner;
		const login = { emailOrLdapLoginId: email, password };
		const { headers } = await axios.post(`${url}/rest/login`, login);
		const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
		return new Executions(axios.create({ baseURL: `${url}/rest`, headers: { cookie } }));
	}

	/** How many there are of a workflow, once none has been added for a second. */
	async count(workflowId: string): Promise<number> {
		for (let before = -1; ; await sleep(1_000)) {
			const params = { filter: JSON.stringify({ workflowId }), limit: 1 };
			const { count } = (await this.http.get('/executions', { params })).data.data;
			if (count === before) return count;
			before = count;
		}
	}

	/** How long the newest execution of a workflow took, in milliseconds; it has to be over. */
	async newestDuration(workflowId: string): Promise<number> {
		const params = { filter: JSON.stringify({ workflowId }), limit: 1 };
		const { data } = await this.http.get('/executions', { params });
		const [{ startedAt, stoppedAt }] = data.data.results;
		return Date.parse(stoppedAt) - Date.parse(startedAt);
	}
}
