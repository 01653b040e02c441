import { expect, test } from 'vitest';
import { isInteractive } from '../../src/sessions/interactive.ts';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['reads', 'kubectl -n a get pods -o wide | grep -v Running'],
  ['reads', 'oc --context prod describe node x'],
  ['reads', 'aws ec2 describe-instances --region eu-west-1'],
  ['reads', 'az aks show --name a --resource-group b'],
  ['reads', 'curl -s http://localhost/health | jq .'],
  ['reads', 'kubectl exec web-1 -- cat /etc/hosts'],
  ['reads', 'helm upgrade web ./chart --dry-run'],
  ['reads', 'terraform plan'],
  ['reads', 'psql -c "select 1"'],
  ['reads', 'find . -name "*.log"'],
  ['changes', 'kubectl rollout restart deploy/web'],
  ['changes', 'sudo systemctl restart nginx'],
  ['changes', 'curl -X POST http://localhost/-/reload'],
  ['changes', 'git push origin main'],
  ['changes', 'terraform plan -out x'],
  ['changes', 'virtctl migrate web-vm'],
  ['changes', 'iptables-restore -n < /etc/iptables/rules.v4'],
  ['destroys', 'iptables-restore < /etc/iptables/rules.v4'],
  ['changes', 'ceph nfs export create cephfs shop /a fs'],
  ['changes', 'oc login https://api'],
  ['changes', 'echo 1 > /proc/sys/vm/drop_caches'],
  ['changes', 'psql -c "update t set a = 1 where b = 2"'],
  ['destroys', 'psql -c "update t set a = 1"'],
  ['changes', "ssh web-1 'sudo service nginx restart'"],
  ['destroys', 'kubectl delete pod x'],
  ['destroys', 'oc adm drain node1 --force'],
  ['destroys', 'kubectl get pods -o name | xargs kubectl delete'],
  ['destroys', 'bash -c "rm -rf /tmp/x"'],
  ['destroys', 'for n in a b; do ssh $n sudo reboot; done'],
  ['destroys', 'find /tmp -name x -exec rm {} \\;'],
  ['destroys', 'aws s3 rm s3://b --recursive'],
  ['destroys', 'redis-cli -h r flushall'],
  ['destroys', 'podman rmi $(podman images -q)'],
  ['destroys', 'curl -X DELETE http://es:9200/logs'],
  ['destroys', 'kafka-topics.sh --delete --topic x'],
  ['destroys', 'terraform destroy -auto-approve'],
  ['destroys', 'git reset --hard origin/main'],
  ['destroys', 'psql -h db -c "drop table t"'],
  ['destroys', 'dd if=/dev/zero of=/dev/sda'],
  ['unknown', './fix-it.sh'],
  ['unknown', 'frobnicate --all'],
])('%s: %s', (risk, command) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  [true, 'ssh web-1'],
  [false, 'ssh web-1 uptime'],
  [true, 'kubectl exec -it web-1 -- bash'],
  [false, 'kubectl exec web-1 -- ls'],
  [true, 'kubectl exec deploy/web -- rails c'],
  [true, 'psql -h db1 shop'],
  [false, 'psql -h db1 -c "select 1"'],
  [true, 'kubectl edit deploy web'],
  [true, 'sudo vi /etc/hosts'],
  [false, 'redis-cli -h r info'],
  [true, 'oc rsh web-1'],
])('interactive %s: %s', (interactive, command) => {
  expect(isInteractive(command)).toBe(interactive);
});
