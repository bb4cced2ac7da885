/** Bundles a page's script with the packages that it imports, as one would for production. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL("..", import.meta.url));

/** @returns {Promise<string>} one minified script */
export async function bundle(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: HERE, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].text;
}

/** A file of an installed package. */
export const packageFile = (path) => readFile(`${HERE}node_modules/${path}`, "utf8");
