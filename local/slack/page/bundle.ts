import { fileURLToPath } from "node:url";

/** The page's script and style, as the browser gets them. */
interface Bundle {
  readonly script: string;
  readonly style: string;
}

let made: Promise<Bundle> | undefined;

/** Made from the sources at the first call, then kept. */
export function bundlePage(): Promise<Bundle> {
  made ??= make();
  return made;
}

async function make(): Promise<Bundle> {
  // Only who looks at the page waits for the bundler.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [sourceAt("client/main.tsx"), sourceAt("styles/page.css")],
    outdir: "out",
    tsconfig: sourceAt("client/tsconfig.json"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
  });
  const made = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { script: made(".js"), style: made(".css") };
}

const sourceAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
