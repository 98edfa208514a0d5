import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SessionLanes } from "./session-lanes.ts";

interface Job {
  readonly lane: string;
  readonly number: number;
  readonly turns: number;
}

const jobs = fc.array(fc.record({ lane: fc.constantFrom("a", "b", "c"), turns: fc.integer({ min: 0, max: 4 }) }), {
  maxLength: 40,
});

describe("SessionLanes", () => {
  test("one lane runs in order, never twice at a time, within both limits; nothing is lost", async () => {
    const property = fc.asyncProperty(
      jobs,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      async (plan, concurrency, maxPending) => {
        const ran: Job[] = [];
        const running = new Set<string>();
        const lanes: SessionLanes<Job> = new SessionLanes<Job>({
          concurrency,
          maxPending,
          overflow: "wait",
          onDrop: () => expect.unreachable("with wait, nothing is dropped"),
          async run(job) {
            expect(running.has(job.lane)).toBe(false);
            running.add(job.lane);
            expect(running.size).toBeLessThanOrEqual(concurrency);
            expect(lanes.pending).toBeLessThanOrEqual(maxPending);
            for (let turn = 0; turn < job.turns; turn++) await Promise.resolve();
            running.delete(job.lane);
            ran.push(job);
          },
        });
        const all = plan.map((job, number) => ({ ...job, number }));
        for (const job of all) await lanes.offer(job.lane, job);
        await lanes.idle();
        expect(ran).toHaveLength(all.length);
        for (const lane of ["a", "b", "c"])
          expect(ran.filter((job) => job.lane === lane)).toEqual(all.filter((job) => job.lane === lane));
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  test.each(["drop-newest", "drop-oldest"] as const)(
    "%s: every job either runs or is reported, in order",
    async (overflow) => {
      const property = fc.asyncProperty(jobs, fc.integer({ min: 1, max: 5 }), async (plan, maxPending) => {
        const [ran, dropped]: [number[], number[]] = [[], []];
        let release = (): void => {};
        const gate = new Promise<void>((resolve) => {
          release = resolve;
        });
        const lanes = new SessionLanes<number>({
          concurrency: 2,
          maxPending,
          overflow,
          onDrop: (job) => dropped.push(job),
          async run(job) {
            await gate;
            ran.push(job);
          },
        });
        for (const [number, { lane }] of plan.entries()) expect(lanes.offer(lane, number)).toBeUndefined();
        expect(lanes.pending).toBeLessThanOrEqual(maxPending);
        release();
        await lanes.idle();
        expect([...ran, ...dropped].sort((a, b) => a - b)).toEqual(plan.map((_, number) => number));
        for (const lane of ["a", "b", "c"]) {
          const ofLane = ran.filter((number) => plan[number]?.lane === lane);
          expect(ofLane).toEqual([...ofLane].sort((a, b) => a - b));
        }
      });
      await fc.assert(property, { numRuns: 200 });
    },
  );

  test("closing forgets what waits, lets what runs finish, and releases whoever waits for room", async () => {
    const ran: string[] = [];
    let finish = (): void => {};
    const lanes = new SessionLanes<string>({
      concurrency: 1,
      maxPending: 2,
      overflow: "wait",
      onDrop: () => {},
      run: (job) =>
        new Promise((resolve) => {
          finish = () => {
            ran.push(job);
            resolve();
          };
        }),
    });
    void lanes.offer("a", "one");
    const room = lanes.offer("a", "two");
    expect(lanes.close()).toBe(1);
    await room;
    finish();
    await lanes.idle();
    expect(ran).toEqual(["one"]);
  });
});
