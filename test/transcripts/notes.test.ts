import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const commands = (...lines: readonly string[]): readonly string[] =>
  readBlock(lines.join('\n'), '', { lead: '', heading: '' }).commands;

test.each(['(bucket)', '(the dynamo table)', '(as root, on both)', '  (optional).', '(make sure that it is empty)'])(
  'a note in brackets calls no program: %s',
  (note) => {
    expect(commands('terraform workspace select prod', '', note, 'terraform state rm a')).toEqual([
      'terraform workspace select prod',
      'terraform state rm a',
    ]);
    expect(commands(note, 'kubectl get pods')).toEqual(['kubectl get pods']);
  },
);

test.each([
  '(cd /srv && make)',
  '(uptime)',
  '(make)',
  '(mytool -v)',
  '(./run.sh)',
  '(mytool; other)',
  '(FOO=1 mytool)',
])('a sub-shell does: %s', (line) => expect(commands('kubectl get pods', line)).toEqual(['kubectl get pods', line]));

test('what is handed to a command keeps its lines', () => {
  const text = ['cat > note.txt <<EOF', '(bucket)', 'EOF'];
  expect(commands(...text, 'kubectl get pods')[0]).toBe(text.join('\n'));
});

test('a note tells the machine, as a comment does', () => {
  const place = (line: string): unknown =>
    parseRunbook(`# T\n\n## Do\n\n\`\`\`\n${line}\nsystemctl stop web\n\`\`\`\n`).steps[0]!.blocks[0]!.place;
  expect(place('(on db-2)')).toEqual(place('# on db-2'));
  expect(place('(on db-2)')).toMatchObject({ kind: 'elsewhere' });
  expect(place('(bucket)')).toBeUndefined();
});
