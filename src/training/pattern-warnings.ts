/**
 * What is likely not meant in a metric's regular expression. SageMaker reads it with Python's engine, here RE2 does, and
 * who writes it may think of JavaScript's: where the three differ, the same text finds other things or is refused.
 */

/** What to look for in an expression without its escaped backslashes → what to say. */
const DIFFERENCES: readonly (readonly [RegExp, string])[] = [
  [
    /^\/.*\/[a-z]*$/s,
    'The slashes around it are part of the expression here and in Python: JavaScript’s notation needs them, this field does not.',
  ],
  [/\(\?<[a-z_]/i, 'Python refuses a group named (?<name>…): write (?P<name>…), or leave the name out.'],
  [/\\z/, 'Python before 3.14 refuses \\z: write $.'],
  [/\\[QC]/, 'Python does not know \\Q and \\C: escape each character instead.'],
  [/\\p/i, 'Python does not know \\p{…}: list the characters instead.'],
  [/\[\[:\w+:\]/, 'Python reads [[:digit:]] as single characters: write \\d or [0-9].'],
  [/\(\?[a-zA-Z]*U/, 'Python does not know the flag U: put ? after each repetition instead.'],
  [/.\(\?[a-z]+\)/s, 'Python takes flags such as (?i) at the start of the expression only.'],
];

/** A group that repeats something, itself repeated: `(a+)+`, `(\d*x?)*`, `(a+){2,}`. Groups within it are looked at too. */
const NESTED = /\((?:[^()\\]|\\.|\([^()]*\))*[+*](?:[^()\\]|\\.|\([^()]*\))*\)(?:[+*]|\{\d+,\d*\})/;
/** Two repetitions of anything next to each other. */
const TWICE = /\.[+*]\??\)?\(?\.[+*]/;

const SLOW =
  'Python may take very long over a line that almost matches, since one repetition stands inside another or right beside one: there are many ways to divide a line between them. Here the time is linear.';

/** Sentences about a usable expression; empty when there is nothing to say. */
export function patternWarnings(regex: string): string[] {
  const plain = regex.replaceAll('\\\\', '');
  return [
    ...DIFFERENCES.flatMap(([pattern, sentence]) => (pattern.test(plain) ? [sentence] : [])),
    ...(NESTED.test(plain) || TWICE.test(plain) ? [SLOW] : []),
  ];
}
