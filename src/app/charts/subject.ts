import { createContext } from 'react';

/** Whose pictures these are: the name of the tuning job, or of several. It stands in pictures and in names of files. */
export const Subject = createContext('');
