import { cruise, type IForbiddenRuleType, type ICruiseResult } from 'dependency-cruiser';
import { nodeRooms, packages, rooms } from './rooms.ts';

const inRooms = (names: readonly string[]): string => `^src/(${names.join('|')})/`;

/** dependency-cruiser's rules, made from the import table. */
function forbidden(): IForbiddenRuleType[] {
  const rules: IForbiddenRuleType[] = [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      // What an expression is depends on what its parts are: these files know each other's types.
      name: 'no-type-cycles',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/values/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: '[.]d[.]ts$|^src/build/(eslint[.]config|benchEslint|benchParser)[.]js$',
      },
      to: {},
    },
    {
      name: 'node-built-ins',
      severity: 'error',
      from: { path: '^src/', pathNot: inRooms(nodeRooms) },
      to: { dependencyTypes: ['core'] },
    },
  ];
  for (const [room, { imports, types = [], door }] of Object.entries(rooms)) {
    rules.push({
      name: `room-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: inRooms([room, ...imports, ...types]) },
    });
    if (door !== undefined) {
      rules.push({
        name: `door-${room}`,
        severity: 'error',
        from: { path: '^src/', pathNot: `^src/${room}/` },
        to: { path: `^src/${room}/`, pathNot: `^src/${room}/${door.replace('.', '[.]')}$` },
      });
    }
    if (types.length > 0) {
      rules.push({
        name: `types-only-${room}`,
        severity: 'error',
        from: { path: `^src/${room}/` },
        to: { path: inRooms(types), dependencyTypesNot: ['type-only'] },
      });
    }
  }
  for (const [name, allowed] of Object.entries(packages)) {
    const prefix = name.startsWith('@') && !name.includes('/') ? `${name}/` : `${name}($|/)`;
    rules.push({
      name: `package-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: inRooms([...allowed, 'build']) },
      to: { path: `(^|node_modules/)${prefix}` },
    });
  }
  return rules;
}

/**
 * Holds the sources of a checkout against the import table.
 * @returns one line per breach, `rule: from -> to`, sorted; empty where the table is kept.
 */
export async function breaches(root: string): Promise<readonly string[]> {
  const result = await cruise(['src'], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: forbidden() },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], mainFields: ['module', 'main', 'types'] },
  });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
}
