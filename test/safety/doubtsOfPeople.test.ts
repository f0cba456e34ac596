import { testDoubts } from './testDoubts';

testDoubts('people');
