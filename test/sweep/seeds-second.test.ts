import { SEEDS_A_FILE, sweepSeeds } from "./seeds.ts";

sweepSeeds(1 + SEEDS_A_FILE);
