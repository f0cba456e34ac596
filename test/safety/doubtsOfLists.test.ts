import { testDoubts } from './testDoubts';

testDoubts('lists');
