/**
 * npm hands a signal on to the shell between itself and us, and that shell ends without handing it further. All we see
 * is that our parent is gone, which is then taken for the signal. Started without npm, we outlive whom we like.
 */
const LOOK_EVERY_MS = 200;

export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
