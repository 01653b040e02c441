import { has, type Decide } from './call.ts';

const make: Decide = ({ values }) => {
  if (
    has(values, /^(?:-[a-z]*[nqp]|--(?:dry-run|just-print|recon|question|print-data-base|version|help))$/) &&
    !has(values, /^--eval/)
  )
    return 'unknown';
  return 'unknown';
};

const goTool: Decide = ({ values }) =>
  /^(?:version|env|list|doc|vet|help|tool)$/.test(values[0] ?? '') && !(values[0] === 'env' && has(values, /^-[wu]$/))
    ? values[0] === 'tool' && !/^(?:pprof|trace|cover|nm|objdump|dist)$/.test(values[1] ?? '')
      ? 'unknown'
      : 'reads'
    : values[0] === 'clean'
      ? 'destroys'
      : values[0] === 'run' || values[0] === 'generate' || values[0] === 'test'
        ? 'unknown'
        : 'changes';

const cargo: Decide = ({ values }) =>
  /^(?:check|clippy|tree|search|audit|metadata|version|pkgid|locate-project|read-manifest|verify-project|info|help)$/.test(
    values[0] ?? '',
  )
    ? /^(?:check|clippy)$/.test(values[0]!)
      ? 'changes'
      : 'reads'
    : /^(?:clean|uninstall|yank|remove)$/.test(values[0] ?? '')
      ? 'destroys'
      : /^(?:run|test|bench)$/.test(values[0] ?? '')
        ? 'unknown'
        : 'changes';

const mvn: Decide = ({ values }) =>
  has(values, /^(?:clean|:clean)$/)
    ? 'destroys'
    : values.every(
          (value) =>
            value.startsWith('-') ||
            /^(?:dependency:(?:tree|list|analyze)|help:\w[\w-]*|validate|tasks|dependencies|projects|properties|versions:display-\w[\w-]*)$/.test(
              value,
            ),
        ) && values.length > 0
      ? // Whatever it shows, it runs the scripts and plug-ins of the project first.
        'unknown'
      : 'changes';

/** Builds. */
export const buildPrograms: Readonly<Record<string, Decide>> = {
  make,
  gmake: make,
  just: make,
  task: make,
  go: goTool,
  cargo,
  mvn,
  mvnw: mvn,
  gradle: mvn,
  gradlew: mvn,
};
