import { testDoubts } from './testDoubts';

testDoubts(({ belief = '' }) => !belief.startsWith('call') && !belief.startsWith('launch'));
