import { Option } from 'commander';
import { typesModes } from '../batch/typesModes.ts';

/** `--types`, for the commands that analyse files. */
export function typesOption(): Option {
  return new Option(
    '--types <mode>',
    'ask the TypeScript compiler what syntax leaves open (auto: if dependencies are installed)',
  )
    .choices(typesModes)
    .default('auto');
}
