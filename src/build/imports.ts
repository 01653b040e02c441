import { cruise, type IForbiddenRuleType, type ICruiseResult } from 'dependency-cruiser';
import { nodeRooms, packages, rooms, type Room } from './rooms.ts';

const inRooms = (names: readonly string[]): string => `^src/(${names.join('|')})/`;

/** What holds for every room alike. */
const COMMON_RULES: readonly IForbiddenRuleType[] = [
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
      pathNot: '[.]d[.]ts$|^src/build/(eslint[.]config|benchEslint|benchParser|benchUsage)[.]js$',
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

/** dependency-cruiser's rules, made from the import table. */
function forbidden(): IForbiddenRuleType[] {
  return [
    ...COMMON_RULES,
    ...Object.entries(rooms).flatMap(([name, room]) => rulesOfRoom(name, room)),
    ...Object.entries(packages).map(([name, allowed]) => ruleOfPackage(name, allowed)),
  ];
}

function rulesOfRoom(name: string, { imports, types = [], door }: Room): IForbiddenRuleType[] {
  const from = { path: `^src/${name}/` };
  const rules: IForbiddenRuleType[] = [
    {
      name: `room-${name}`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: inRooms([name, ...imports, ...types]) },
    },
  ];
  if (door !== undefined) {
    rules.push({
      name: `door-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: from.path },
      to: { path: from.path, pathNot: `${from.path}${door.replace('.', '[.]')}$` },
    });
  }
  if (types.length > 0) {
    rules.push({
      name: `types-only-${name}`,
      severity: 'error',
      from,
      to: { path: inRooms(types), dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
}

function ruleOfPackage(name: string, allowed: readonly string[]): IForbiddenRuleType {
  const prefix = name.startsWith('@') && !name.includes('/') ? `${name}/` : `${name}($|/)`;
  return {
    name: `package-${name}`,
    severity: 'error',
    from: { path: '^src/', pathNot: inRooms([...allowed, 'build']) },
    to: { path: `(^|node_modules/)${prefix}` },
  };
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
