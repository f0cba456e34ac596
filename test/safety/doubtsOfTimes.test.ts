import { testDoubts } from './testDoubts';

testDoubts('times');
