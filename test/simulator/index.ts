export { Simulator, startSimulator } from './simulator';
export { specialNumbers } from './callLife';
export { abTests, assistants, phoneNumbers } from './seed';
export { sign } from './signature';
export type { Disagreement } from './conformance';
export type { ByHand, Forgery } from './deliveries';
export type { Fault, FaultMatch, FaultRule } from './faults';
export type * from './types';
