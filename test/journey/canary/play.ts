import { type Aviary, openAviary } from "./aviary.ts";
import { type Planting, plantInto } from "./planting.ts";
import { Plants } from "./plants.ts";
import { BARE, type Stories, tellStories } from "./stories.ts";

/** The stories as they were told with secrets in every answer. */
export interface Played {
  readonly aviary: Aviary;
  readonly plants: Plants;
  readonly stories: Stories;
}

/** Every answer of the catalog holds secrets from now on. */
export function plantCatalog(aviary: Aviary, plants: Plants, planting: Planting): void {
  aviary.ways.catalog.change((answer, { body }) => {
    const action = new URLSearchParams(body).get("Action") ?? "";
    return { ...answer, body: JSON.stringify(plantInto(JSON.parse(answer.body), plants, action, planting)) };
  });
}

/** A first poll, plans of every kind, and a poll after everything that happens to them. */
export async function play(planting: Planting): Promise<Played> {
  const aviary = await openAviary();
  const plants = new Plants({ "a secret parameter": BARE });
  plantCatalog(aviary, plants, planting);
  await aviary.poll();
  const stories = tellStories(aviary);
  await aviary.poll();
  stories.middle();
  await aviary.poll();
  stories.end();
  await aviary.poll();
  return { aviary, plants, stories };
}
