import { Option } from 'commander';
import type { Command } from 'commander';
import type { Framework } from '../prove/model.ts';
import { complain, print } from '../commandLine/output.ts';
import { Problem } from '../commandLine/problem.ts';

interface Flags {
  readonly out?: string;
  readonly stdout: boolean;
  readonly rule?: string;
  readonly framework?: Framework;
  readonly limit?: string;
}

/** Adds `breakwater prove` to the program. */
export function registerProve(program: Command): void {
  const frameworks = new Option('--framework <name>', 'test framework (default: the one in package.json)');
  program
    .command('prove')
    .description('write a test that fails while a network call has a problem and passes once it is fixed')
    .argument('<file:line>', 'place of the call, e.g. src/users.ts:12')
    .option('--rule <id>', 'rule to prove where the line has several findings')
    .addOption(frameworks.choices(['vitest', 'jest', 'mocha', 'node:test']))
    .option('--limit <ms>', 'how long the test waits before it calls something hung')
    .option('--out <file>', 'file to write (default: beside the source); never overwritten')
    .option('--stdout', 'print the test instead of writing it', false)
    .action(proveCommand);
}

async function proveCommand(place: string, { out, stdout, rule: ruleId, framework, limit }: Flags): Promise<void> {
  if (limit !== undefined && !/^[1-9]\d{0,6}$/.test(limit))
    throw new Problem(`--limit must be a number of milliseconds, not '${limit}'`);
  const [{ proveLine, writeProof }, { readLintConfig }, { commandFor }, { displayPath, slashed }] = await Promise.all([
    import('../batch/proveLine.ts'),
    import('./lintConfig.ts'),
    import('../prove/framework.ts'),
    import('../files/paths.ts'),
  ]);
  const from = slashed(process.cwd());
  const lint = await readLintConfig(from, {});
  const proof = await proveLine({
    place,
    from,
    out,
    ruleId,
    framework,
    ...(limit === undefined ? {} : { limitMs: Number(limit) }),
    lint,
  });
  if ('refused' in proof) throw new Problem(proof.refused);
  if (stdout) return print(proof.text);
  const failed = await writeProof(proof, from);
  if (failed) throw new Problem(failed.refused);
  const path = displayPath(proof.path, from);
  complain(`breakwater: wrote ${path} for ${proof.ruleId}; run it with: ${commandFor(proof.framework, path)}`);
  if (proof.others.length > 0) complain(`breakwater: also provable here with --rule: ${proof.others.join(', ')}`);
}
