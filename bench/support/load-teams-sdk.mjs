// What it costs to load the SDK of Teams: prints milliseconds and megabytes, in a process that has loaded nothing else.
const before = process.memoryUsage().rss;
const start = performance.now();
await import('@microsoft/teams-ai');
const [took, grew] = [performance.now() - start, process.memoryUsage().rss - before];
process.stdout.write(JSON.stringify({ milliseconds: took, megabytes: grew / 1_000_000 }));
