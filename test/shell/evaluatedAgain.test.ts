import { expect, test } from 'vitest';
import { fill } from '../../src/shell/quote.ts';

const hostile = 'a[$(touch MARK)]';

function filled(command: string, value = hostile): string {
  const start = command.indexOf('{x}');
  const done = fill(command, [{ start, end: start + 3, name: 'x', value }], 'posix');
  return 'refusal' in done ? 'refused' : done.text;
}

test.each([
  '[[ {x} -eq 0 ]]',
  '[[ 1 -lt {x} ]]',
  '[[ -v {x} ]]',
  'let y={x}',
  'test -v {x}',
  '[ -v {x} ]',
  'printf -v {x} y',
  'declare -i y={x}',
  'declare {x}=1',
  'for ((i=0;i<{x};i++)); do ls; done',
  'N={x}; (( N > 1 ))',
  'export N={x}; echo $((N))',
  'N={x}; [[ $N -gt 0 ]]',
  'y[{x}]=1',
  'unset {x}',
  'trap {x} EXIT',
  'sh -c {x}',
  'xargs -I% sh -c {x}',
])('a value is not evaluated once more: %s', (command) => {
  expect(filled(command)).toBe('refused');
  expect(filled(command, '42')).not.toBe('refused');
});

test.each([
  'export NAME={x}',
  'echo {x}',
  '[ {x} = ready ]',
  '[[ {x} == ready ]]',
  'NAME={x}; echo "$NAME"',
  'grep {x} log',
])('elsewhere quoting is enough: %s', (command) => {
  expect(filled(command)).toContain(`'${hostile}'`);
});
