import { apiDown, apiDownLongAgo } from './apiDown';
import { calm } from './calm';
import { phoneCampaign } from './phoneCampaign';
import { openQueueStage, type QueueStage } from './queueStage';
import { redisRestarted } from './redisRestarted';
import { workerKilled } from './workerKilled';
import { workerStopped } from './workerStopped';

let opened: QueueStage;
const stage = () => opened;

beforeAll(async () => {
	opened = await openQueueStage();
	// An account that is older than all that is asked of its list, however many calls that holds.
	opened.simulator.seedCalls(10, { minutesAgo: 25 * 60 });
});

afterAll(async () => {
	await opened?.close();
});

// Before any other call is placed: the campaign hears of the end of every call of the account.
describe('a campaign whose people stand in a table', () => phoneCampaign(stage));
describe('while nothing breaks', () => calm(stage));
describe('the API is down for 20 seconds', () => apiDown(stage));
describe('a worker is killed in the middle of a launch', () => workerKilled(stage));
describe('a worker is stopped in the middle of a launch', () => workerStopped(stage));
describe('Redis', () => redisRestarted(stage));
describe('long after the API was down', () => apiDownLongAgo(stage));
