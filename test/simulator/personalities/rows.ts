import type { DeliveryStyle } from '../types';
import type { World } from '../world';

/** What of the documented API is otherwise. */
export type Otherwise = Partial<World> & { delivery?: Partial<DeliveryStyle> };

/** By the belief that is contradicted, then by name: what it stands for, and the difference. */
export type Rows = Record<string, Record<string, [standsFor: string, options: Otherwise]>>;
