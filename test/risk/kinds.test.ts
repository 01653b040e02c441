import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  // Git in a folder that a wrapper goes to, and one that it only looks at.
  ['env -C sub git status', 'unknown'],
  ['env --chdir=sub git log', 'unknown'],
  ['nice env -Csub -- git diff', 'unknown'],
  ['unshare --wd=sub git status', 'unknown'],
  ['find sub -maxdepth 0 -execdir git status \\;', 'unknown'],
  ['env A=b git status', 'reads'],
  ['env -C sub ls', 'reads'],
  ['find sub -exec git status \\;', 'reads'],
  // Transactions that another session left.
  [`psql -c "ROLLBACK PREPARED 'x'"`, 'destroys'],
  [`psql -c "COMMIT PREPARED 'x'"`, 'changes'],
  [`psql -c "ROLLBACK TO x; commit prepared 'x'"`, 'changes'],
  ['psql -c "rollback"', 'reads'],
  // What is piped into a connection is sent.
  ['printf "FLUSHALL\\r\\n" | openssl s_client -quiet -connect redis:6380', 'unknown'],
  ['openssl s_client -connect h:443 < req.txt', 'unknown'],
  ['openssl s_client -connect h:443', 'reads'],
  ['openssl s_client -connect h:443 </dev/null | openssl x509 -noout -dates', 'reads'],
  ['echo Q | openssl s_client -connect h:443', 'reads'],
  ['echo | openssl s_client -connect h:443', 'reads'],
  ['aws stepfunctions get-activity-task --activity-arn a', 'changes'],
  ['alembic current', 'unknown'],
  // A context that is chosen, and one that is shown.
  ['oc project shop', 'changes'],
  ['oc project', 'reads'],
  // History that is thrown away, beside what is only read.
  ['etcdctl compact 182734', 'destroys'],
  ['etcdctl compaction 5', 'destroys'],
  ['etcdctl endpoint status', 'reads'],
  // Code that is loaded before the text that is shown.
  ['node -r ./hook.js -e 1', 'unknown'],
  ['node --import ./hook.mjs -p 1', 'unknown'],
  ["ruby -r./hook -e 'puts 1'", 'unknown'],
  ['node -p 1', 'reads'],
  // What runs later is what is given now.
  ["echo 'rm -rf /srv/data' | at now + 5 minutes", 'destroys'],
  ["batch <<'X'\nrm -rf /srv/data\nX", 'destroys'],
  ['at -l', 'reads'],
  // A setting that starts nothing, and one that may.
  ['git -c user.name=x commit -m x', 'changes'],
  ['git -c core.pager=evil log', 'unknown'],
  ['git -c color.ui=always log', 'reads'],
  // The last of contradicting options counts, shortened and in clusters as well.
  ['git push -n --no-dry-run', 'changes'],
  ['git push --no-dry-run -n', 'unknown'],
  ['restic forget -n --keep-last 3 --dry-run=false', 'destroys'],
  ['restic forget --keep-last 3 -n', 'reads'],
  ['rsync -avn --no-n a/ b/', 'changes'],
  // An option of one dash that is written with two, and text right behind its letter.
  ['terraform plan --out x', 'changes'],
  ["sed -e's/a/b/w f' a", 'changes'],
  ["sed -e's/a/b/' a", 'reads'],
  // An option that is not known, where reading would be all.
  ['kubectl get pods --frobnicate', 'unknown'],
  ['kubectl apply -f x.yaml --frobnicate', 'changes'],
  // What a profiler starts.
  ['perf stat rm x', 'destroys'],
  ['perf report', 'reads'],
  // Down to nothing, and down to one.
  ['docker service scale web=0', 'destroys'],
  ['docker service scale web=1', 'changes'],
  ['iptables -A INPUT -j DROP', 'destroys'],
  ['iptables -A INPUT -s 10.0.0.9 -j DROP', 'changes'],
])('%s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  'aliases[ls]=./x; ls',
  'functions[ls]=./x; ls',
  'galiases[L]=./x; ls L',
  'commands[ls]=./x; ls',
  'typeset -A aliases=(ls ./x); ls',
  'BASH_CMDS[ls]=./x; ls',
  'hash ls=./x; ls',
  'hash -p ./x ls; ls',
  'enable -f ./x.so ls; ls',
])('tables of a shell make a name run something else: %s', (command) => {
  expect(commandRisk(command)).toBe('unknown');
});

test.each(['hash -r', 'hash ls', 'aliased=1; ls', 'my_functions=2; ls'])('look-alikes: %s', (command) => {
  expect(commandRisk(command)).toBe('reads');
});

test('many here-documents on one line are read, or told to be too many', () => {
  expect(commandRisk(`cat ${'<<A '.repeat(16_000)}`)).toBe('unknown');
  expect(commandRisk('cat <<A <<B\nx\nA\ny\nB\n')).toBe('reads');
});

test.each([
  // A template of ansible may run a command of this machine, wherever it stands.
  [`ansible localhost -m debug -a 'msg={{lookup("pipe","touch z")}}'`, 'unknown'],
  [`ansible all -m assert -a 'that=lookup("pipe", "x")'`, 'unknown'],
  [`ansible all -m ping -e '{"x":"{{ query(1) }}"}'`, 'unknown'],
  ['ansible-playbook --list-tasks site.yml', 'reads'],
  ['ansible all -m ping', 'reads'],
  ['promtool debug all http://p:9090', 'changes'],
  ['promtool test rules --junit=out.xml t.yml', 'changes'],
  ['promtool check config p.yml', 'reads'],
  ['mailq -q', 'changes'],
  ['mailq', 'reads'],
  // Some servers obey to a GET.
  ['curl http://h:9200/_flush', 'unknown'],
  ["curl 'http://h/manager/text/undeploy?path=/x'", 'unknown'],
  ['curl http://h/cgi-bin/reboot.cgi', 'unknown'],
  ["curl 'http://h/setLogLevel?level=debug'", 'unknown'],
  ['curl http://h/jolokia/exec/java.lang:type=Memory/gc', 'unknown'],
  ["curl 'http://h:8086/query?q=DROP+DATABASE+x'", 'destroys'],
  ["curl -G http://h:8086/query --data-urlencode 'q=DROP DATABASE x'", 'destroys'],
  ["curl -G http://h:8086/query --data-urlencode 'q=SHOW DATABASES'", 'reads'],
  ['curl http://h:9200/_cluster/settings', 'reads'],
  ['curl http://h/job/x/lastBuild/api/json', 'reads'],
  ['curl http://h/jolokia/read/java.lang:type=Memory', 'reads'],
  ['curl http://h/manager/text/list', 'reads'],
])('orders in templates and addresses: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
