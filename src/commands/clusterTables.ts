import type { ProgramTable } from './table.ts';

const KUBECTL = 'kubernetes.io/docs/reference/kubectl/generated';

const kubectl: ProgramTable = {
  source: KUBECTL,
  bare: 'reads',
  reads:
    'get|describe|logs|log|top|explain|version|cluster-info|api-resources|api-versions|config view|config get-contexts|config current-context|config get-clusters|config get-users|auth can-i|auth whoami|diff|wait|events|kustomize|completion|options|plugin list|rollout status|rollout history|port-forward|proxy|help|whoami|status|project|projects|adm top|adm node-logs|adm upgrade|adm release info|adm policy who-can|adm groups|adm wait-for-stable-cluster|adm wait-for-node-reboot|image info|krew list|krew search|krew info|krew version|neat|tree|ns|ctx|get-all|who-can|view-secret|view-utilization|view-allocations|view-cert|stern|tail|cnpg status|cnpg report|hns tree|hns describe|argo rollouts get|argo rollouts status|argo rollouts list|argo rollouts version|resource-capacity|images|outdated|df-pv|access-matrix|rbac-lookup|rbac-tool|score|deprecations|sa get-token|serviceaccounts get-token|oidc-login get-token|cert-manager status|cert-manager check|cert-manager inspect|lineage|operator list|operator describe|secrets list|alpha events|set --list|api-versions|cp --dry-run|apply view-last-applied|minio tenant list|minio tenant info|rook-ceph health|rook-ceph version|ingress-nginx lint|ingress-nginx backends|ingress-nginx conf|ingress-nginx certs|ingress-nginx general|ingress-nginx info|ingress-nginx ingresses|ingress-nginx logs|cilium status|istioctl version|vpa-recommendation|config view',
  changes:
    'project *|apply|create|edit|patch|scale|autoscale|label|annotate|expose|run|set|cordon|uncordon|taint|replace|rollout restart|rollout undo|rollout pause|rollout resume|rollout latest|rollout retry|rollback|cp|config|certificate approve|certificate deny|login|logout|attach|debug|adm cordon|adm uncordon|adm policy|adm upgrade --to|adm upgrade --to-latest|adm upgrade --to-image|adm upgrade --clear|adm upgrade channel|adm taint|adm certificate|adm must-gather|adm inspect|adm new-project|adm groups add-users|adm groups new|adm groups sync|adm release mirror|adm release extract|adm release new|adm catalog|adm create-bootstrap-project-template|adm migrate|adm restart-kubelet|adm pod-network|adm manage-node|adm copy-to-node|must-gather|inspect|new-app|new-build|new-project|start-build|tag|import-image|policy|secrets|secret link|secret unlink|registry|idle|process|import|krew|argo rollouts|argo rollouts promote|argo rollouts restart|argo rollouts retry|argo rollouts set|argo rollouts undo|argo rollouts pause|cnpg|cnpg promote|cnpg restart|cnpg reload|cnpg maintenance|cnpg backup|image mirror|image append|image extract|extract|rsync|sniff|node-shell|convert|auth reconcile|ssh-jump|cert-manager renew|cert-manager approve|cert-manager deny|deploy|alpha|iexec|ingress-nginx ssh|ingress-nginx exec|gadget|trace|flame|minio|operator install|operator upgrade|modify-secret|edit-secret|virt start|virt stop|virt restart|apply edit-last-applied|apply set-last-applied|ctx -u',
  unknown: 'exec|rsh|plugin|adm|observe|ceph|rook-ceph|cilium|istioctl|virt|hns',
  destroys:
    'delete|drain|evict|evict-pod|adm drain|adm evict|adm prune|cancel-build|replace --force|delete-node|adm reboot-machine-config-pool|adm remove|config delete-context|config delete-cluster|config delete-user|config unset|cnpg destroy|cnpg fencing|cnpg hibernate|argo rollouts abort|operator uninstall|krew uninstall|rm-finalizer|adm ocp-certificates|prune-unused|prune|ctx -d',
  flags: {
    '--grace-period=0': 'destroys',
    '--force': 'destroys',
    'apply --prune': 'destroys',
    'cluster-info --output-directory': 'changes',
    'config --set': 'changes',
    'get --template-file': 'reads',
  },
  dryRun: '--dry-run --dry-run=client --dry-run=server',
  values:
    '-n --namespace --context --cluster --kubeconfig -o --output -l --selector -c --container -f --filename -s --server --user --token -v --v --as --as-group --as-uid --field-selector --sort-by -p --patch --type --tail --since --since-time --image -i --request-timeout --cache-dir --certificate-authority --client-certificate --client-key --tls-server-name --profile --profile-output --username --password --log-dir --log-file --vmodule --resource-version --chunk-size --template --timeout --for --replicas --current-replicas --grace-period --overrides --env --labels --port --target-port --restart -k --kustomize --field-manager --subresource --max-log-requests --limit-bytes --pod-running-timeout --to-revision --revision --from-literal --from-file --from-env-file --docker-server --docker-username --docker-password --docker-email --cascade --min --max --cpu-percent --name --protocol --address --config --loglevel',
};

const DOCKER = 'docs.docker.com/reference/cli/docker';

const compose = {
  reads: 'ps|logs|config|images|top|version|ls|port|events|stats|volumes|convert',
  changes:
    'up|start|stop|restart|build|pull|run|create|push|pause|unpause|cp|scale|attach|watch|wait|export|commit|publish|alpha',
  destroys: 'down|rm|kill',
};

const under = (entries: string, prefix: string): string =>
  entries
    .split('|')
    .map((entry) => `${prefix} ${entry}`)
    .join('|');

const docker: ProgramTable = {
  source: DOCKER,
  bare: 'reads',
  reads: `ps|images|image ls|image list|image inspect|image history|inspect|logs|stats|top|info|version|events|port|diff|history|search|container ls|container list|container ps|container inspect|container logs|container top|container stats|container port|container diff|network ls|network list|network inspect|volume ls|volume list|volume inspect|system df|system info|system events|context ls|context list|context show|context inspect|node ls|node inspect|node ps|service ls|service ps|service logs|service inspect|stack ls|stack ps|stack services|stack config|manifest inspect|buildx ls|buildx inspect|buildx du|buildx version|buildx history ls|buildx history inspect|buildx history logs|scout|plugin ls|plugin inspect|secret ls|secret inspect|config ls|config inspect|swarm ca|trust inspect|pod ps|pod inspect|pod logs|pod stats|pod top|machine list|machine inspect|generate|healthcheck|mount|checkpoint ls|builder du|help|${under(compose.reads, 'compose')}`,
  changes: `run|start|stop|restart|pause|unpause|build|pull|push|tag|create|cp|commit|login|logout|rename|update|wait|attach|save|load|import|export|network create|network connect|network disconnect|volume create|volume update|service create|service update|service scale|service rollback|stack deploy|stack up|swarm init|swarm join|swarm update|swarm join-token|swarm unlock|swarm unlock-key|container start|container stop|container restart|container run|container create|container cp|container update|container pause|container unpause|container rename|container commit|container attach|container wait|container export|image pull|image push|image build|image tag|image load|image save|image import|buildx history export|buildx history import|buildx history open|buildx build|buildx bake|buildx create|buildx use|buildx stop|buildx imagetools|buildx|context use|context create|context update|context import|context export|node update|node promote|node demote|secret create|config create|plugin install|plugin enable|plugin disable|plugin upgrade|plugin set|plugin push|plugin create|pod create|pod start|pod stop|pod restart|pod pause|play|kube play|machine start|machine stop|machine init|machine ssh|system service|init|trust|checkpoint create|manifest create|manifest annotate|manifest push|builder build|model|${under(compose.changes, 'compose')}`,
  unknown: 'exec|compose exec|container exec|unshare',
  destroys: `rm|rmi|kill|system prune|image prune|image rm|container prune|container rm|container kill|volume rm|volume prune|network rm|network prune|builder prune|buildx history rm|buildx prune|buildx rm|service rm|stack rm|stack down|swarm leave|node rm|secret rm|config rm|context rm|plugin rm|manifest rm|checkpoint rm|pod rm|pod kill|pod prune|machine rm|machine reset|system reset|kube down|trust revoke|${under(compose.destroys, 'compose')}`,
  flags: {
    'compose --remove-orphans': 'destroys',
    'compose --force-recreate': 'changes',
    'compose -o': 'changes',
    'compose --output': 'changes',
    'swarm --rotate': 'changes',
    '--privileged': 'changes',
  },
  values:
    '-f --file -p --project-name --project-directory --profile --env-file --context -H --host -n --tail --filter --format -l --log-level --config --tlscacert --tlscert --tlskey -c --since --until --ansi --progress --parallel -t --time --timeout',
};

const composeAlone: ProgramTable = {
  source: `${DOCKER}/compose`,
  bare: 'reads',
  reads: `${compose.reads}|help`,
  unknown: 'exec',
  changes: compose.changes,
  destroys: compose.destroys,
  flags: { '--remove-orphans': 'destroys', 'config -o': 'changes', 'config --output': 'changes' },
  values: docker.values!,
};

const helm: ProgramTable = {
  source: 'helm.sh/docs/helm',
  bare: 'reads',
  reads:
    'list|ls|status|get|history|hist|show|search|template|lint|version|env|repo list|repo ls|diff|dependency list|dep list|dep ls|dependency ls|verify|inspect|plugin list|plugin ls|completion|help|repo index --dry-run|secrets view|mapkubeapis --dry-run',
  changes:
    'install|upgrade|rollback|repo add|repo update|repo up|repo index|dependency build|dependency update|dep build|dep update|dep up|pull|fetch|push|package|create|plugin install|plugin update|registry login|registry logout|test|init|secrets|mapkubeapis|2to3 convert|upgrade --install',
  destroys: 'uninstall|delete|del|un|reset|repo remove|repo rm|plugin uninstall|plugin remove|2to3 cleanup',
  flags: {
    'upgrade --force': 'destroys',
    'rollback --force': 'destroys',
    '--post-renderer': 'unknown',
    'template --output-dir': 'changes',
    'template --validate': 'reads',
  },
  dryRun: '--dry-run',
  values:
    '-n --namespace --kubeconfig --kube-context --kube-apiserver --kube-token --kube-ca-file --kube-as-user --kube-as-group --kube-tls-server-name --burst-limit --qps --registry-config --repository-cache --repository-config -f --values --set --set-string --set-file --set-json --set-literal --version -o --output --timeout --repo --username --password --ca-file --cert-file --key-file --description --history-max --max --tiller-namespace --output-dir --show-only -s --api-versions --kube-version -l --selector',
};

const istioctl: ProgramTable = {
  source: 'istio.io/latest/docs/reference/commands/istioctl',
  bare: 'reads',
  reads:
    'analyze|proxy-status|ps|proxy-config|pc|version|describe|x describe|x precheck|x authz check|x wait|x version|x proxy-status|x envoy-stats|x injector list|x check-inject|experimental describe|experimental precheck|experimental authz check|experimental version|validate|v|dashboard|dash|d|profile list|profile dump|profile diff|manifest generate|manifest diff|manifest translate|tag list|precheck|verify-install|ztunnel-config|zc|waypoint list|waypoint status|waypoint generate|remote-clusters|completion|help|bug-report --dry-run|injector list|envoy-stats|authz|authz check|check-inject',
  changes:
    'install|upgrade|kube-inject|tag set|tag generate|manifest apply|manifest install|create-remote-secret|admin|admin log|x|experimental|bug-report|waypoint apply|x create-remote-secret|profile|operator init|internal-debug',
  destroys: 'uninstall|x uninstall|tag remove|waypoint delete|operator remove',
  flags: {
    'proxy-config --reset': 'changes',
    'pc --reset': 'changes',
    'proxy-config --level': 'changes',
    'pc --level': 'changes',
    'ztunnel-config --reset': 'changes',
    'zc --reset': 'changes',
    'ztunnel-config --level': 'changes',
    'zc --level': 'changes',
    'analyze --output-dir': 'changes',
  },
  dryRun: '--dry-run',
  values:
    '-n --namespace -c --kubeconfig --context -i --istioNamespace -f --filename -o --output --revision -r --port --vklog --cluster',
};

/** Clusters and containers. */
export const clusterTables: Readonly<Record<string, ProgramTable>> = {
  kubectl,
  docker,
  'docker-compose': composeAlone,
  helm,
  istioctl,
  helmfile: {
    source: 'helmfile.readthedocs.io',
    reads: 'list|status|diff|template|lint|build|version|show-dag|write-values --help|print-env|test --help',
    changes: 'apply|sync|deps|repos|fetch|init|test|write-values|cache',
    destroys: 'destroy|delete|cache cleanup',
    values:
      '-e --environment -f --file -l --selector -n --namespace --kube-context --state-values-set --state-values-file --set --args -b --helm-binary --log-level',
  },
  kustomize: {
    source: 'kubectl.docs.kubernetes.io/references/kustomize',
    reads: 'build|version|cfg cat|cfg count|cfg grep|cfg tree|completion|help',
    changes: 'edit|create|localize|fn|cfg',
    flags: {
      '-o': 'changes',
      '--output': 'changes',
      '--enable-exec': 'unknown',
      '--enable-alpha-plugins': 'unknown',
      '--enable-helm': 'reads',
    },
  },
  linkerd: {
    source: 'linkerd.io/2/reference/cli',
    reads:
      'check|stat|viz check|viz stat|viz tap|viz top|viz edges|viz routes|viz list|viz profile|viz authz|viz dashboard|tap|top|routes|diagnostics|version|edges|multicluster gateways|multicluster check|dashboard|identity|authz|profile|completion|viz install|install|upgrade|inject|uninject|multicluster link|multicluster install|jaeger check|jaeger dashboard|jaeger install|install-cni|policy',
    changes: 'multicluster allow',
    destroys: 'uninstall|prune|viz uninstall|multicluster unlink|multicluster uninstall',
    values: '-n --namespace --context --kubeconfig -o --output -l --linkerd-namespace',
  },
  argocd: {
    source: 'argo-cd.readthedocs.io/en/stable/user-guide/commands',
    reads:
      'app get|app list|app diff|app history|app logs|app manifests|app resources|app wait|app actions list|app get-resource|appset list|appset get|cluster list|cluster get|repo list|repo get|repocreds list|version|account list|account get|account get-user-info|account can-i|proj list|proj get|proj role list|proj role get|proj windows list|context|cert list|gpg list|gpg get|completion|admin app diff-reconcile-results|admin settings validate|admin export|admin dashboard|admin settings|admin initial-password',
    changes:
      'context *|app sync|app create|app set|app rollback|app patch|app patch-resource|app edit|app add-source|app terminate-op|app unset|app actions run|app remove-source|appset create|login|logout|relogin|cluster add|cluster set|cluster rotate-auth|repo add|repocreds add|proj create|proj set|proj edit|proj add-source|proj add-destination|proj allow-cluster-resource|proj deny-cluster-resource|proj role create|proj role add-policy|proj windows add|proj windows update|proj windows enable-manual-sync|account update-password|account generate-token|account bcrypt|cert add-tls|cert add-ssh|gpg add|configure|admin import|admin cluster|admin repo|admin',
    destroys:
      'app delete|app delete-resource|appset delete|cluster rm|repo rm|repocreds rm|proj delete|proj remove-source|proj remove-destination|proj role delete|proj role remove-policy|proj windows delete|account delete-token|cert rm|gpg rm|context --delete',
    flags: {
      '--refresh': 'changes',
      '--hard-refresh': 'changes',
      'app --prune': 'destroys',
      'app --force': 'destroys',
      'app --replace': 'destroys',
    },
    dryRun: '--dry-run',
    values:
      '--server --auth-token --config --argocd-context --core -o --output --client-crt --grpc-web-root-path --header -H --revision --resource -l --selector -p --parameter',
  },
  flux: {
    source: 'fluxcd.io/flux/cmd',
    reads:
      'get|logs|tree|trace|stats|check|version|events|diff|export|debug|envsubst|list|build|completion|bootstrap --help|install --export',
    changes: 'reconcile|suspend|resume|create|bootstrap|install|pull|push|tag|migrate',
    destroys: 'delete|uninstall',
    dryRun: '--export --dry-run',
    values: '-n --namespace --context --kubeconfig --timeout',
  },
  velero: {
    source: 'velero.io/docs',
    reads:
      'get|describe|version|backup describe|backup logs|backup get|restore describe|restore get|restore logs|schedule get|schedule describe|backup-location get|client config get|snapshot-location get|plugin get|repo get|completion|debug --help',
    changes:
      'create|install|backup create|backup download|restore create|schedule create|schedule pause|schedule unpause|backup-location create|backup-location set|snapshot-location create|snapshot-location set|plugin add|plugin set|client config set|debug|repo|data-mover',
    destroys: 'delete|uninstall|backup delete|restore delete|schedule delete|backup-location delete|plugin remove',
    values: '-n --namespace --kubeconfig --kubecontext -o --output -l --selector',
  },
  virtctl: {
    source: 'kubevirt.io/user-guide',
    reads: 'version|guestosinfo|userlist|fslist|port-forward|expand|memory-dump status|adm logverbosity|help',
    changes:
      'start|stop|restart|migrate|migrate-cancel|pause|unpause|soft-reboot|addvolume|removevolume|image-upload|create|expose|permitted-devices|console|vnc|ssh|scp|usbredir|memory-dump get|memory-dump download|vmexport create|vmexport download|credentials|guestfs|adm|unpause vm',
    unknown: 'console|vnc|ssh|guestfs',
    destroys: 'reset|vmexport delete|memory-dump remove',
    flags: { '--force': 'destroys', '--grace-period': 'destroys' },
    values: '-n --namespace --kubeconfig --context',
  },
  cmctl: {
    source: 'cert-manager.io/docs/reference/cmctl',
    reads: 'status|check|inspect|version|convert|help|completion',
    changes: 'renew|approve|deny|create|upgrade|x install|experimental install|experimental',
    destroys: 'x uninstall|experimental uninstall',
    values: '-n --namespace --kubeconfig --context',
  },
  eksctl: {
    source: 'eksctl.io',
    reads:
      'get|info|version|help|completion|utils describe-stacks|utils describe-addon-versions|utils schema|utils nodegroup-health',
    changes: 'create|upgrade|scale|update|enable|associate|set|unset|register|utils|disassociate|generate|anywhere',
    destroys: 'delete|drain|deregister',
    values: '--region -r --profile -p --cluster --name -n -f --config-file -o --output -v --verbose --timeout',
  },
  kops: {
    source: 'kops.sigs.k8s.io/cli/kops',
    reads:
      'get|validate|version|update|rolling-update|export kubeconfig --help|completion|help|toolbox template|upgrade',
    changes: 'create|replace|edit|export|toolbox|import|set|unset|trust|promote|distrust|update --yes|upgrade --yes',
    destroys: 'delete|rolling-update --yes|toolbox instance-selector --yes',
    values: '--name --state -v --config --cloud --zones -o --output --instance-group',
  },
  kubeadm: {
    source: 'kubernetes.io/docs/reference/setup-tools/kubeadm',
    reads:
      'version|config print|config images list|config validate|token list|upgrade plan|upgrade diff|certs check-expiration|kubeconfig --help|completion|help|certs certificate-key|token generate',
    changes:
      'init|join|kubeconfig user|config images pull|config migrate|token create|upgrade apply|upgrade node|certs renew|certs generate-csr|init phase|join phase',
    destroys: 'reset|token delete',
    dryRun: '--dry-run',
    values: '--config --kubeconfig --v -v --rootfs',
  },
  crictl: {
    source: 'github.com/kubernetes-sigs/cri-tools',
    reads:
      'ps|pods|images|img|image|inspect|inspecti|inspectp|imagefsinfo|logs|stats|statsp|info|version|port-forward|completion|config --list|config --get|events|metricsp|runtime-config|help',
    changes: 'pull|create|start|run|runp|update|attach|config|checkpoint|update-runtime-config',
    destroys: 'rm|rmi|rmp|stop|stopp',
    unknown: 'exec',
    values: '-r --runtime-endpoint -i --image-endpoint -c --config -t --timeout -D',
  },
  ctr: {
    source: 'github.com/containerd/containerd',
    reads:
      'version|containers list|containers ls|c ls|c list|containers info|c info|images list|images ls|images check|i ls|i list|i check|tasks list|tasks ls|t ls|t list|tasks ps|tasks metrics|namespaces list|namespaces ls|ns ls|ns list|plugins ls|plugins list|snapshots list|snapshots ls|content ls|content list|content get|leases ls|leases list|info|events|snapshots info|snapshots usage',
    changes:
      'run|images pull|images push|images tag|images import|images export|images mount|i pull|i import|i tag|i export|containers create|containers label|tasks start|tasks pause|tasks resume|tasks exec|tasks attach|namespaces create|namespaces label|content fetch|content edit|snapshots prepare|snapshots commit|install',
    unknown: 'tasks exec|t exec',
    destroys:
      'images rm|images remove|images unmount|i rm|containers rm|containers delete|c rm|tasks kill|tasks rm|tasks delete|t kill|t rm|namespaces rm|namespaces remove|content rm|content prune|snapshots rm|leases rm|content delete',
    values: '-a --address -n --namespace --timeout --connect-timeout',
  },
  cilium: {
    source: 'docs.cilium.io',
    reads:
      'status|version|config view|sysdump --help|connectivity perf --help|clustermesh status|hubble port-forward|monitor|endpoint list|endpoint get|endpoint log|endpoint health|policy get|policy trace|policy selectors|identity list|identity get|bpf lb list|bpf ct list|bpf nat list|bpf endpoint list|bpf policy get|bpf tunnel list|bpf ipcache list|bpf metrics list|service list|service get|node list|ip list|map list|map get|metrics list|debuginfo|fqdn cache list|fqdn names|bgp peers|bgp routes|encrypt status|encryption status|lrp list|nodeid list|context|health status|features status',
    changes:
      'install|upgrade|config set|config|hubble enable|hubble disable|hubble ui|clustermesh enable|clustermesh connect|connectivity test|connectivity perf|connectivity|sysdump|policy import|endpoint config|endpoint regenerate|endpoint labels|encryption rotate-key|service update|clustermesh vm',
    destroys:
      'uninstall|config delete|clustermesh disable|clustermesh disconnect|endpoint disconnect|policy delete|bpf ct flush|bpf nat flush|bpf policy delete|service delete|cleanup|map flush|fqdn cache clean|bpf lb maglev delete|bpf ipcache delete',
    values: '-n --namespace --context --kubeconfig --helm-release-name -o --output',
  },
  calicoctl: {
    source: 'docs.tigera.io/calico/latest/reference/calicoctl',
    reads:
      'get|version|node status|node diags --help|node checksystem|ipam show|ipam check|convert|cluster diags --help|validate|label --help',
    changes:
      'apply|create|replace|patch|label|node run|node diags|ipam configure|ipam split|cluster diags|datastore migrate|datastore',
    destroys: 'delete|ipam release',
    values: '-o --output -f --filename -n --namespace -c --config -l --log-level --context',
  },
  hubble: {
    source: 'docs.cilium.io',
    reads: 'observe|status|list|version|config view|config get|watch|record --help',
    changes: 'config set|config reset|record',
  },
  nomad: {
    source: 'developer.hashicorp.com/nomad/commands',
    reads:
      'status|job status|job plan|job inspect|job history|job validate|job allocs|job deployments|job eval --help|plan|inspect|validate|node status|node config --help|alloc status|alloc logs|alloc fs|alloc checks|logs|fs|server members|version|ui|monitor|operator raft list-peers|operator api --help|operator autopilot get-config|operator autopilot health|operator scheduler get-config|operator metrics|operator snapshot inspect|deployment status|deployment list|eval status|eval list|namespace list|namespace status|namespace inspect|acl token list|acl token info|acl token self|acl policy list|acl policy info|acl role list|acl role info|quota list|quota status|quota inspect|volume status|var get|var list|service list|service info|scaling policy list|scaling policy info|node pool list|node pool info|node pool jobs|node pool nodes|agent-info|plugin status|system --help|license get|recommendation list|recommendation info|sentinel list|sentinel read|config validate|fmt -check',
    changes:
      'run|job run|job scale|job revert|job dispatch|job promote|job restart|job start|job eval|job tag apply|job periodic force|job init|init|node eligibility|node meta apply|node config|alloc restart|alloc signal|alloc exec|exec|deployment promote|deployment resume|deployment pause|deployment unblock|operator snapshot save|operator debug|operator autopilot set-config|operator scheduler set-config|operator keygen|operator gossip keyring|operator root keyring rotate|operator api|operator snapshot agent|operator client-state|namespace apply|acl bootstrap|acl token create|acl token update|acl policy apply|acl role create|quota apply|quota init|volume create|volume register|volume init|volume snapshot create|var put|var init|var lock|server join|fmt|agent|setup|login|node pool apply|tls|recommendation apply|sentinel apply|service|alloc pause|system reconcile summaries',
    unknown: 'alloc exec|exec',
    destroys:
      'stop|job stop|node drain|node purge|node meta apply --unset|alloc stop|system gc|deployment fail|operator raft remove-peer|operator snapshot restore|operator raft transfer-leadership|job purge|namespace delete|acl token delete|acl policy delete|acl role delete|quota delete|volume delete|volume deregister|volume detach|volume snapshot delete|var purge|server force-leave|service delete|node pool delete|eval delete|sentinel delete|operator gossip keyring remove|operator root keyring remove|job tag unset',
    flags: { 'node -disable': 'changes', 'job -purge': 'destroys', 'stop -purge': 'destroys' },
    values:
      '-address -region -namespace -token -ca-cert -client-cert -client-key -tls-server-name -job -task -t -n -tail',
  },
  rosa: {
    source: 'docs.openshift.com/rosa/cli_reference',
    reads: 'list|describe|whoami|version|verify|logs|download --help|completion|help|token',
    changes:
      'create|edit|upgrade|login|logout|init|grant|install|download|hibernate|resume|register|bootstrap|link|config set|initialize',
    destroys: 'delete|uninstall|revoke|unlink|dlt',
    values: '-c --cluster --region --profile -o --output -y',
  },
  ocm: {
    source: 'github.com/openshift-online/ocm-cli',
    reads:
      'get|list|describe|whoami|version|token|account|completion|config get|config list|cluster status|cluster versions',
    changes:
      'create|edit|post|patch|login|logout|config set|resume|hibernate|gcp create|link|cluster login|tunnel|upgrade',
    destroys: 'delete|unlink|uninstall',
    values: '--parameter --header --body -p',
  },
};

/** Programs that take another one's verbs. */
export const clusterAlikes: Readonly<Record<string, string>> = {
  oc: 'kubectl',
  k: 'kubectl',
  kubecolor: 'kubectl',
  podman: 'docker',
  nerdctl: 'docker',
  'podman-compose': 'docker-compose',
  helm3: 'helm',
};
