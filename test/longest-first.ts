import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes longest, longest first: last in line it would keep one core waiting for another. Between two that only
 * calculate stand some that wait for others: so all cores have work throughout.
 */
const LONG = [
  "oracle/oracle",
  "journey/whole-day",
  "sweep/seeds-first",
  "journey/canary/canary",
  "journey/killed",
  "journey/canary/canary-process",
  "sweep/seeds-second",
  "journey/canary/canary-errors",
  "journey/failure-log",
  "store/postgres-contract",
  "sweep/fixed-runs",
  "browser/stories",
  "bench/bench",
  "browser/terminals",
  "browser/decide",
  "browser/blocks",
  "oracle/http",
  "sweep/planted-bugs",
].map((name) => `/test/${name}.test.ts`);

/** As vitest would, but long files before the others, and those that share a process one behind the other. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? LONG.length : found;
    };
    const shares = ({ project }: TestSpecification): number => (project.config.isolate ? 0 : 1);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b) || shares(b) - shares(a));
  }
}
