import { createCatalog } from "../../lib/catalog/pop-catalog.ts";
import { createRpc } from "../../lib/catalog/rpc.ts";
import { instant, type Ms, ms, type PlanId } from "../../lib/model/brand.ts";
import { DEMO_KEY } from "../../local/catalog/server.ts";
import { errand, FIRST_PAGE, GET, LIST, serveCalls } from "./calls.ts";

/** The client of Planbell: for the body, or for what is decoded from it. */
const told = errand();
const rpc = createRpc({
  endpoint: told.endpoint,
  credentials: { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret },
  clock: {
    now: () => instant(Date.now()),
    elapsed: () => ms(performance.now()),
    sleep: (length: Ms) => new Promise((wake) => setTimeout(wake, length)),
  },
});
const catalog = createCatalog(rpc);

const body = async (): Promise<boolean> =>
  told.wanted === "get"
    ? "PlanDetail" in (await rpc.call(GET, { PlanId: told.plan }, "PlanDetail"))
    : "PlanDetails" in (await rpc.call(LIST, FIRST_PAGE, "TotalCount"));

async function decoded(): Promise<boolean> {
  if (told.wanted === "get") return (await catalog.plan(told.plan as PlanId)).id === told.plan;
  const first = await catalog.planPages().next();
  return first.done !== true && first.value.rows.length === 100;
}

serveCalls(told, told.how === "decoded" ? decoded : body);
