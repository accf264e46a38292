import { rule } from '../rule.mjs';

const AFTER = (literal) => `{ measures(after: ${literal}) { totalCount } }`;
const FIRST = (literal) => `{ measures(first: ${literal}) { totalCount } }`;
const VALUE = (literal) => `mutation { updateObservation(input: { id: "x", dryRun: true, value: ${literal} }) { revision } }`;

const STRINGS = [
  '""',
  '"å ä ö"',
  '"💡"',
  '"# no comment"',
  String.raw`"\" \\ \/ \b \f \n \r \t"`,
  String.raw`"\u00e5 \u00E4"`,
  String.raw`"\u{e5} \u{1F4A1} \u{00000e5}"`,
  String.raw`"\uD83D\uDCA1"`,
  '"a tab\tas it is"',
  '"\u0007\u007f\u2028"',
  '""""""',
  '"""one line"""',
  '"""\n  two\n  lines\n"""',
  '"""with " and "" in it"""',
  String.raw`"""with \""" in it"""`,
  String.raw`"""a \ and a \u00e5 and a \uD83D"""`,
  '"""\r\n\tindented\r\n"""',
];

const NO_STRINGS = [
  '"',
  '"open',
  '"two\nlines"',
  '"two\rlines"',
  "'x'",
  String.raw`"\x41"`,
  String.raw`"\'"`,
  String.raw`"\u"`,
  String.raw`"\u00e"`,
  String.raw`"\u00eg"`,
  String.raw`"\u{}"`,
  String.raw`"\u{110000}"`,
  String.raw`"\u{D83D}"`,
  String.raw`"\u{1F4A1"`,
  String.raw`"\uD83D"`,
  String.raw`"\uD83D lone"`,
  String.raw`"\uDCA1"`,
  String.raw`"\uDCA1\uD83D"`,
  String.raw`"\uD83D\u{DCA1}"`,
  '"open \\"',
  '"""',
  '"""open',
  '"""open"',
  String.raw`"""open \"""`,
];

const NUMBERS = '0 -0 1 -1 1.5 -1.5 0.5 1e3 1E3 1e+3 1e-3 1.5e3 0e0 0.0'.split(' ');
const NO_NUMBERS = '01 -01 00 1. .5 1.e5 1e 1e+ 1.5e +1 --1 - 0x10 1_000 1.5.2 1a 1.5f 1٣'.split(' ');

export default rule('Syntax', {
  valid: [...STRINGS.map(AFTER), ...NUMBERS.map(VALUE), FIRST('1,'), FIRST('1#one\n'), FIRST('1,last:null')],
  invalid: [...NO_STRINGS.map(AFTER), ...NO_NUMBERS.map(VALUE), ...['1last:null', '$', '@one', '[1', '1]'].map(FIRST)],
});
