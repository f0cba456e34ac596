import { testDoubts } from './testDoubts';

testDoubts('answers');
