/** The page around every form: a heading of the site, the form, nothing else. */

import { LOCALE } from "../forms/forms.mjs";

export const escape = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

export const host = ({ title, head, body }) => `<!doctype html>
<html lang="${LOCALE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
<header><a href="/">Oppilaitoksen portaali</a></header>
<main>
${body}
</main>
</body>
</html>
`;
