/**
 * The web server of the bench, in a thread of its own: files from memory, compressed beforehand with brotli where
 * that makes them smaller, the same headers for all.
 */

import { createServer } from "node:http";
import { extname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves files by address; resolves to the server's origin and a function that ends it.
 * @param {Map<string, Buffer | string>} files
 */
export async function serve(files) {
  const worker = new Worker(new URL(import.meta.url), { workerData: files });
  const port = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return { origin: `http://localhost:${port}`, close: () => worker.terminate() };
}

function compressed(content) {
  const raw = Buffer.from(content);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  const brotli = brotliCompressSync(raw, { params });
  return brotli.length < raw.length ? { body: brotli, encoding: "br" } : { body: raw };
}

if (!isMainThread) {
  const files = new Map([...workerData].map(([address, content]) => [address, compressed(content)]));
  const server = createServer((request, response) => {
    const address = new URL(request.url, "http://localhost").pathname;
    const file = files.get(address);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(address)] ?? "application/octet-stream",
      "content-length": file.body.length,
      "cache-control": "no-store",
      ...(file.encoding && { "content-encoding": file.encoding }),
    });
    response.end(file.body);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "localhost", () => parentPort.postMessage(server.address().port));
}
