import { expect, test } from 'vitest';
import { neverEnds } from '../../src/sessions/neverEnds.ts';

test.each([
  'tail -f /var/log/app.log',
  'tail -n 20 -F app.log | grep error',
  'kubectl port-forward svc/web 8080:80',
  'kubectl get pods -w',
  'kubectl -n a logs -f web-1',
  'journalctl -u app -f',
  'docker compose up',
  'docker logs --follow web',
  'watch -n1 kubectl get pods',
  'ping example.org',
  'vmstat 1',
  'redis-cli monitor',
  'ssh -N -L 1:b:2 host',
  "ssh web-1 'tail -f app.log'",
  'sudo journalctl -f',
  'while true; do date; sleep 1; done',
  'python3 -m http.server',
  'npx vite',
  'vite --port 3000',
  'npx ng serve',
  './manage.py runserver',
  'uv run python manage.py runserver 0.0.0.0:8000',
  'yes',
  'yes | tee answers.txt',
  'while true; do date; sleep 1; done | tee log',
  'bash <<EOF\nwhile true; do date; done\nEOF',
  "ssh web-1 <<'EOF'\nwhile true; do date; done\nEOF",
])('%s never ends', (command) => {
  expect(neverEnds(command)).toBe(true);
});

test.each([
  'tail -n 20 app.log',
  'npx vite build',
  'vite --version',
  'ng build',
  './manage.py migrate',
  'python manage.py shell -c "runserver()"',
  'kubectl get pods',
  'kubectl logs web-1',
  'kubectl rollout status deploy/web',
  'docker compose up -d',
  'kubectl port-forward svc/web 8080:80 &',
  'timeout 10 tail -f app.log',
  'tail -f app.log | head -1',
  "yes 'XX' | openssl req -x509 -newkey rsa:2048 -keyout key.pem -out key.crt",
  'yes | sudo apt-get install nginx',
  'yes x | tr x y | head -c 32',
  'while true; do echo y; done | ./install.sh',
  'ping -c 3 example.org',
  'vmstat 1 5',
  'echo tail -f',
  'kubectl get -f pod.yaml',
  "kubectl apply -f - <<'EOF'\nargs: ['while true; do sleep 1; done']\nEOF",
  'cat > run.sh <<EOF\nwhile true; do date; done\nEOF\nchmod +x run.sh',
  'kubectl create -f - <<-"END"\n\twhile true; do date; done\n\tEND',
])('%s ends', (command) => {
  expect(neverEnds(command)).toBe(false);
});

test('what runs in a pod is looked at by itself', () => {
  for (const command of [
    'kubectl exec web-0 -- tail /var/log/x',
    'kubectl exec web-0 tail /var/log/x',
    'oc exec web-0 -- cat logs/attach',
  ])
    expect(neverEnds(command), command).toBe(false);
  for (const command of [
    'kubectl exec web-0 -- tail -f /var/log/x',
    'kubectl -n a exec web-0 -- watch ls',
    'kubectl attach web-0',
  ])
    expect(neverEnds(command), command).toBe(true);
});
