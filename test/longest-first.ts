import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, longest first: last in line it would keep one core waiting for another. */
const LONG = [
  "journey/whole-day",
  "sweep/seeds-first",
  "sweep/seeds-second",
  "sweep/fixed-runs",
  "journey/start-command",
  "journey/canary/canary-process",
  "journey/canary/canary",
  "journey/killed",
  "store/postgres-contract",
  "browser/stories",
  "journey/poll-command",
  "journey/serve-workspace",
  "journey/serve-decides",
  "browser/terminals",
  "browser/decide",
  "journey/canary/canary-errors",
  "journey/failure-log",
  "sweep/planted-bugs",
].map((name) => `/test/${name}.test.ts`);

/** As vitest would, but long files before the others: it knows which they are only where it has run before. */
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
