/** What is called for: plans one by one, 8 at a time as a poll does, or pages one after the other. */
export type Wanted = "get" | "page";

/** What a process of calls is told at its start. */
export interface Errand {
  readonly wanted: Wanted;
  readonly endpoint: string;
  readonly plan: string;
  /** What else was said. */
  readonly how: string | undefined;
}

export function errand(): Errand {
  const [wanted, port, plan = "", how] = process.argv.slice(2);
  return { wanted: wanted === "get" ? "get" : "page", endpoint: `http://127.0.0.1:${port}`, plan, how };
}

export const LIST = "ListProvisionedProductPlans";
export const GET = "GetProvisionedProductPlan";
/** As the client of Planbell asks for its first page. */
export const FIRST_PAGE = {
  AccessLevelFilter: "Account",
  SortBy: "CreateTime",
  SortOrder: "Desc",
  PageSize: 100,
  PageNumber: 1,
};

/**
 * Calls as often as the parent process says, each time it says a number, and tells it what a call costs: microseconds
 * of CPU of the whole process.
 * @param call gives whether the answer was one
 */
export function serveCalls({ wanted }: Errand, call: () => Promise<boolean>): void {
  process.on("message", async (calls: number) => {
    let begun = 0;
    const work = async (): Promise<void> => {
      while (begun++ < calls) if (!(await call())) throw new Error(`the answer to a ${wanted} is none`);
    };
    const before = process.cpuUsage();
    await Promise.all(Array.from({ length: wanted === "get" ? 8 : 1 }, work));
    const { user, system } = process.cpuUsage(before);
    process.send?.((user + system) / calls);
  });
  process.send?.("ready");
}
