/** Processor time per run, microseconds, of everything the process does meanwhile, collecting garbage included. */
export function cpuMicrosOf(runs: number, run: (index: number) => void): number {
  const before = process.cpuUsage();
  for (let index = 0; index < runs; index++) run(index);
  return cpuMicrosSince(before) / runs;
}

export function cpuMicrosSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
