import type { ContextQuestion } from './ports.ts';

/** A program that acts on something elsewhere, and how it is told or says what that is. */
export interface TargetTool {
  readonly programs: RegExp;
  /** Options whose value names the target, by the name it is shown under. */
  readonly named?: Readonly<Record<string, readonly string[]>>;
  /** Options that the questions have to be asked with, since they change the answer. */
  readonly handedOn?: readonly string[];
  /** Options that take a value and stand before the first plain word only: `docker -c prod run -c 512`. */
  readonly early?: readonly string[];
  /** Words that move all later calls to another target, which follows them: `config use-context prod`. */
  readonly moves?: readonly { readonly words: readonly string[]; readonly name: string }[];
  readonly questions?: readonly ContextQuestion[];
}

const cluster: Pick<TargetTool, 'handedOn' | 'questions'> = {
  handedOn: ['--kubeconfig'],
  questions: [
    { name: 'kubectl', file: 'kubectl', args: ['config', 'current-context'] },
    {
      name: 'namespace',
      file: 'kubectl',
      args: ['config', 'view', '--minify', '-o', 'jsonpath={..namespace}'],
      otherwise: 'default',
      with: 'kubectl',
    },
  ],
};
const namespace = ['-n', '--namespace'];

export const targetTools: readonly TargetTool[] = [
  {
    programs: /^(?:kubectl|oc|k9s|stern|kustomize)$/,
    named: { kubectl: ['--context'], namespace },
    moves: [{ words: ['config', 'use-context'], name: 'kubectl' }],
    ...cluster,
  },
  { programs: /^(?:helm|helmfile)$/, named: { kubectl: ['--kube-context'], namespace }, ...cluster },
  { programs: /^kubectx$/, moves: [{ words: [], name: 'kubectl' }] },
  { programs: /^kubens$/, moves: [{ words: [], name: 'namespace' }] },
  {
    programs: /^(?:aws|eksctl|terraform|tofu)$/,
    named: { profile: ['--profile'] },
    handedOn: ['--profile'],
    questions: [
      {
        name: 'aws',
        file: 'aws',
        args: ['sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'],
        remote: true,
      },
    ],
  },
  {
    programs: /^(?:gcloud|gsutil|bq)$/,
    named: { gcp: ['--project', '--project_id'] },
    moves: [{ words: ['config', 'set', 'project'], name: 'gcp' }],
    questions: [{ name: 'gcp', file: 'gcloud', args: ['config', 'get-value', 'project', '--quiet'] }],
  },
  {
    programs: /^az$/,
    named: { azure: ['--subscription'] },
    questions: [{ name: 'azure', file: 'az', args: ['account', 'show', '--query', 'name', '--output', 'tsv'] }],
  },
  {
    programs: /^docker$/,
    named: { docker: ['-c', '--context', '-H', '--host'] },
    early: ['-c', '--context', '-H', '--host', '--config', '-l', '--log-level', '--tlscacert', '--tlscert', '--tlskey'],
    moves: [{ words: ['context', 'use'], name: 'docker' }],
    questions: [{ name: 'docker', file: 'docker', args: ['context', 'show'] }],
  },
  {
    programs: /^git$/,
    handedOn: ['-C'],
    questions: [{ name: 'branch', file: 'git', args: ['rev-parse', '--abbrev-ref', 'HEAD'] }],
  },
  {
    programs: /^(?:psql|pg_dump|pg_restore|pg_isready|mysql|mysqldump|redis-cli|valkey-cli)$/,
    named: { database: ['-h', '--host'] },
  },
];

/** Environment variables that decide what a program acts on. */
export const decidingVariables = /^(?:KUBECONFIG|AWS_|CLOUDSDK_|AZURE_|DOCKER_|GIT_)/;
