import axios, { type AxiosInstance } from 'axios';
import type { Simulator } from './simulator';

/** An HTTP client with the token; every status is an answer, redirects are not followed. */
export function clientOf(simulator: Simulator): AxiosInstance {
	return axios.create({
		baseURL: simulator.url,
		headers: { authorization: `Bearer ${simulator.token}` },
		validateStatus: () => true,
		maxRedirects: 0,
		timeout: 5_000,
	});
}
