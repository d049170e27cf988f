import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, longest first: last in line it would keep one core waiting for another. */
const LONG = [
  "sweep/seeds-first",
  "sweep/seeds-second",
  "oracle/oracle",
  "sweep/fixed-runs",
  "browser/stories",
  "bench/bench",
  "browser/terminals",
  "browser/decide",
  "journey/whole-day",
  "journey/canary/canary",
  "journey/canary/canary-errors",
  "journey/canary/canary-process",
  "journey/killed",
  "journey/failure-log",
  "store/postgres-contract",
].map((name) => `/test/${name}.test.ts`);

/**
 * As vitest would, but long files before the others, and those that share a process one behind the other: it ends where
 * one with a process of its own comes between.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? LONG.length : found;
    };
    const shares = ({ project }: TestSpecification): number => (project.config.isolate ? 0 : 1);
    return (await super.sort(files)).sort((a, b) => shares(a) - shares(b) || rank(a) - rank(b));
  }
}
