import { tableRisk, type ProgramTable } from '../commands/table.ts';
import { worst, type Risk } from '../commands/risk.ts';
import type { ProgramCall } from '../programs/call.ts';

/*
 * Groups of verbs, and programs that have verbs although one that is called without any reads: what reads is listed, `.`
 * is a group without a verb, and what is not listed is unknown.
 *
 * program and group | where it is described | reads | changes | destroys
 */
const ROWS = `
dog comment,dog metric,dog monitor,dog event,dog timeboard,dog screenboard,dog dashboard,dog dashboard_list,dog host,dog tag,dog search,dog downtime,dog service_check,dog service_level_objective,dog slo,dog security-monitoring | docs.datadoghq.com/developers/guide/dogwrap and dog --help | .,show,show_all,stream,query,can_delete,history,list,get,mutes,live_for_dashboard | post,update,mute,unmute,mute_all,unmute_all,pull,pull_all,push,web_view,revoke,share,new_file,add,replace,check,create,schedule,host,cancel,item_add | delete,detach
docker scout | docs.docker.com/reference/cli/docker/scout | .,help,version,quickview,qv,cves,compare,diff,recommendations,policy,sbom,stream .,environment .,env .,repo .,repo list,config .,cache df,integration list,attestation list,attestation get,vex list,vex get,watch --help | config,enroll,push,environment,env,stream,record,repo enable,integration configure,attestation add,attest,watch | repo disable,integration delete,cache prune
kubescape | kubescape.io/docs | .,help,version,list,completion,scan,config .,config view,patch --help | scan --output,scan -o,scan --submit,config set,config set-creds,config delete,download,fix,patch,submit,update,operator,vap,prerequisites,mcpserver | delete,config delete
logcli | grafana.com/docs/loki/latest/query/logcli | .,help,query,instant-query,labels,series,fmt,stats,volume,volume_range,detected-fields,delete .,delete list | query --output-file | delete create,delete cancel
memcached-tool | github.com/memcached/memcached: scripts/memcached-tool | .,* .,* display,* dump,* keys,* stats,* settings,* sizes | * move | * flush_all
gh codespace ports,gh cs ports | cli.github.com/manual/gh_codespace_ports | . | visibility,forward |
kubectl rbac-tool | github.com/alcideio/rbac-tool | .,help,version,lookup,who-can,policy-rules,analysis,show,whoami | viz,generate,gen,auditgen,audit |
kubectl cnpg report | cloudnative-pg.io/documentation/current/kubectl-plugin | . | operator,cluster |
fly version,flyctl version | fly.io/docs/flyctl/version | . | upgrade,update |
railway variables,railway variable,railway vars | docs.railway.com/reference/cli-api | .,list | set,--set,--set-from-stdin | delete,remove,rm
supabase inspect | supabase.com/docs/reference/cli/supabase-inspect-db | .,db,help | report |
tsh recordings | goteleport.com/docs/reference/cli/tsh | .,ls,list,help | export,download |
tailscale metrics | tailscale.com/kb/1482/client-metrics | .,print | write |
tailscale dns | tailscale.com/kb/1080/cli | .,status,query | |
nvidia-smi | nvidia-smi(1) | .,0*,1*,2*,3*,4*,5*,6*,7*,8*,9*,dmon,pmon,topo,nvlink,vgpu,mig,c2c,encodersessions,fbcsessions | daemon,replay,clocks,boost-slider,compute-policy,power-hint,prm,power-smoothing,power-profiles,conf-compute | drain
ceph pg | docs.ceph.com/en/latest/man/8/ceph | .,stat,dump,dump_json,dump_pools_json,dump_stuck,debug,getmap,ls,ls-by-osd,ls-by-pool,ls-by-primary,map,* query,* list_unfound | scrub,deep-scrub,repair,force-recovery,force-backfill,cancel-force-recovery,cancel-force-backfill,repeer,force_create_pg,set_full_ratio,set_nearfull_ratio | * mark_unfound_lost,force-create-pg
ceph progress | docs.ceph.com/en/latest/mgr/progress | .,json | on,off,clear |
ceph insights | docs.ceph.com/en/latest/mgr/insights | .,* --help | prune-health |
snap debug | snapcraft.io/docs | .,paths,timings,state,connectivity,confinement,seeding,sandbox-features,base-declaration,snap-declaration,validate-seed,model,features,execution,can-manage-refreshes,stacktraces,change-timings,get-base-declaration | |
puppet facts | puppet.com/docs/puppet/latest/man/facts.html | .,show,find,diff,help | upload,save |
`;

const split = (text: string): string => text.trim().split(',').filter(Boolean).join('|');

interface Group {
  /** The words that stand in front of its verbs. */
  readonly words: readonly string[];
  readonly table: ProgramTable;
}

const groups = new Map<string, Group[]>();
for (const line of ROWS.split('\n').filter(Boolean)) {
  const [names = '', source = '', reads = '', changes = '', destroys = ''] = line
    .split(' |')
    .map((part) => part.trim());
  const table: ProgramTable = { source, bare: 'reads', reads: split(reads), changes: split(changes), destroys: split(destroys) }; // prettier-ignore
  for (const name of names.split(',')) {
    const [program = '', ...words] = name.split(' ');
    groups.set(program, [...(groups.get(program) ?? []), { words, table }]);
  }
}

/** The least risk of a call by the verb that stands behind its group. */
export function groupRisk({ name, values, operands }: Pick<ProgramCall, 'name' | 'values' | 'operands'>): Risk {
  const plain = operands ?? values.filter((value) => !value.startsWith('-'));
  const options = values.filter((value) => value.startsWith('-') && value !== '--');
  return worst(
    (groups.get(name) ?? [])
      .filter(({ words }) => words.every((word, i) => plain[i] === word))
      // The options stand behind, where none of them can take a verb for its value.
      .map(({ words, table }) => tableRisk(table, [...plain.slice(words.length), ...options])),
  );
}
